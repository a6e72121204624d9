import assert from "node:assert/strict";
import { test } from "node:test";
import { toWireStoredFile } from "./wire-stored-file.ts";

const content = Buffer.from("key");
const labels = { "swarmspec.cluster": "tuleap", "com.docker.stack.namespace": "proxy" };

test("a file is written with its bytes, for its cluster and its stack", () => {
  assert.deepStrictEqual(toWireStoredFile({ name: "tls", stack: "proxy", content }, "tuleap"), {
    Name: "tls",
    Labels: labels,
    Data: "a2V5",
  });
});

test("a certificate says whose it is, a template who fills it in", () => {
  const tenant = { name: "shaven", host: "shaven.example" };
  const spec = { name: "tls", stack: "proxy", content, tenant, templateDriver: "golang" };
  assert.deepStrictEqual(toWireStoredFile({ ...spec, labels: { tier: "web" } }, "tuleap"), {
    Name: "tls",
    Labels: {
      tier: "web",
      ...labels,
      "swarmspec.tenant": "shaven",
      "swarmspec.host": "shaven.example",
    },
    Data: "a2V5",
    Templating: { Name: "golang" },
  });
});

test("a secret that a plugin keeps is written without bytes", () => {
  const driver = { name: "vault", options: { path: "/tls" } };
  const spec = { name: "tls", stack: "proxy", content: new Uint8Array(), driver };
  assert.deepStrictEqual(toWireStoredFile(spec, "tuleap"), {
    Name: "tls",
    Labels: labels,
    Data: "",
    Driver: { Name: "vault", Options: { path: "/tls" } },
  });
});
