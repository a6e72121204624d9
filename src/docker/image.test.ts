import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { connect } from "./connect.ts";
import { fakeEngine, temporaryFolder } from "./engine.testing.ts";
import { pull } from "./image.ts";

const digest = `sha256:${"a".repeat(64)}`;

/** An engine that has every image that is named by the digest, and pulls what it is told to. */
const answer: RequestListener = ({ url = "", method }, response) => {
  response.setHeader("content-type", "application/json");
  if (url === "/version") return response.end(JSON.stringify({ ApiVersion: "1.41" }));
  if (method === "POST") return response.end(JSON.stringify({ status: "pulled" }));
  const isThere = decodeURIComponent(url).includes(digest);
  response.statusCode = isThere ? 200 : 404;
  response.end(JSON.stringify(isThere ? {} : { message: "No such image" }));
};

/** The paths that an engine is asked for when it is to pull an image. */
const askedFor = async (image: string): Promise<readonly string[]> => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "docker.sock");
  await using fake = await fakeEngine(path, answer);
  await pull(image, { node: "node-01", engine: await connect({ kind: "socket", path }) });
  return fake.asked.slice(1).map((url) => url.replace(/\?.*/, ""));
};

test("an image that is there by its digest is not pulled again", async () => {
  const asked = await askedFor(`registry:5000/web:latest@${digest}`);
  assert.deepEqual(asked, [`/v1.41/images/registry:5000/web:latest@${digest}/json`]);
});

test("one by another digest is pulled", async () => {
  const asked = await askedFor(`registry:5000/web:latest@sha256:${"b".repeat(64)}`);
  assert.equal(asked.at(-1), "/v1.41/images/create");
});

test("a tag may mean another image than before, and is pulled", async () => {
  assert.deepEqual(await askedFor("registry:5000/web:latest"), ["/v1.41/images/create"]);
});

test("a node whose disk is full says that, and sends nobody to the registry", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "docker.sock");
  const words = "write /var/lib/docker/tmp/GetImageBlob1: no space left on device";
  await using _ = await fakeEngine(path, ({ url = "" }, response) => {
    response.setHeader("content-type", "application/json");
    if (url === "/version") return response.end(JSON.stringify({ ApiVersion: "1.41" }));
    response.end(JSON.stringify({ error: words, errorDetail: { message: words } }));
  });
  const engine = await connect({ kind: "socket", path });
  await assert.rejects(pull("registry:5000/web:latest", { node: "node-02", engine }), {
    message: `node-02 has no space left on its disk: it could not pull registry:5000/web:latest: ${words}`,
    hint: "make room where the engine of node-02 keeps its images: df -h says where that is missing",
  });
});
