import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { afterEach, beforeEach } from "node:test";
import { loginFor } from "./registry-login.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmspec-login-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const around = () => ({
  env: { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env.PATH}` },
  home: folder,
});

const config = (content: object | string): void =>
  writeFileSync(
    join(folder, "config.json"),
    typeof content === "string" ? content : JSON.stringify(content),
  );

const helper = (name: string, script: string): void => {
  const path = join(folder, `docker-credential-${name}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
};

const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("nobody is logged in where there is no config file", async () => {
  assert.equal(await loginFor("registry:5000/web", around()), undefined);
});

test("a login of the config file is that of the image's own registry", async () => {
  config({ auths: { "registry:5000": { auth: base64("ada:lace:1") }, "other.example": {} } });
  assert.deepEqual(await loginFor("registry:5000/web@sha256:0", around()), {
    username: "ada",
    password: "lace:1",
    serveraddress: "registry:5000",
  });
  assert.equal(await loginFor("other.example/web", around()), undefined);
});

test("an image without a registry is Docker Hub's", async () => {
  const hub = "https://index.docker.io/v1/";
  config({ auths: { [hub]: { identitytoken: "t" } } });
  for (const image of ["web", "library/web", "docker.io/library/web"])
    assert.deepEqual(await loginFor(image, around()), { identitytoken: "t", serveraddress: hub });
});

test("a helper for a registry is asked before the config file", async () => {
  helper(
    "vault",
    `read registry; echo "{\\"Username\\":\\"bot\\",\\"Secret\\":\\"for $registry\\"}"`,
  );
  config({
    credHelpers: { "registry:5000": "vault" },
    auths: { "registry:5000": { auth: base64("ada:lace") } },
  });
  assert.deepEqual(await loginFor("registry:5000/web", around()), {
    username: "bot",
    password: "for registry:5000",
    serveraddress: "registry:5000",
  });
});

test("a store that knows nobody is no error", async () => {
  helper("store", "echo credentials not found in native keychain; exit 1");
  config({ credsStore: "store", auths: { "registry:5000": {} } });
  assert.equal(await loginFor("registry:5000/web", around()), undefined);
});

test("a helper that fails is named with its words", async () => {
  helper("store", "echo the vault is sealed; exit 1");
  config({ credHelpers: { "registry:5000": "store" } });
  await assert.rejects(
    loginFor("registry:5000/web", around()),
    /docker-credential-store gave no login for registry:5000: the vault is sealed/,
  );
});

test("a broken config file is not quoted", async () => {
  config('{"auths": {"registry:5000": {"auth": "c2VjcmV0"');
  await assert.rejects(loginFor("registry:5000/web", around()), (error: Error) => {
    assert.equal(error.message, `${folder}/config.json:1:48: is not JSON`);
    assert.doesNotMatch(`${error.message} ${error.cause}`, /c2VjcmV0/);
    return true;
  });
});

test("a config file that holds something else is told by its keys", async () => {
  const cases: readonly (readonly [object | string, string])[] = [
    ["[]", "it has to be a map, and is none"],
    ["null", "it has to be a map, and is none"],
    [{ auths: 7 }, "auths has to be a map, and is none"],
    [
      { credHelpers: { "registry:5000": {} } },
      "credHelpers.registry:5000 has to be a text, and is none",
    ],
    [
      { auths: { "registry:5000": { auth: 7 } } },
      "auths.registry:5000.auth has to be a text, and is none",
    ],
    [
      { auths: { "registry:5000": { auth: base64("ada") } } },
      "auths.registry:5000.auth is no name and password",
    ],
  ];
  for (const [content, problem] of cases) {
    config(content);
    const message = `${folder}/config.json: ${problem}`;
    await assert.rejects(loginFor("registry:5000/web", around()), {
      name: "SwarmspecError",
      message,
    });
  }
});

test("a config file without logins is none", async () => {
  config({ auths: null, credHelpers: null, credsStore: "" });
  assert.equal(await loginFor("registry:5000/web", around()), undefined);
});

const garbage: readonly (readonly [string, string])[] = [
  ["no JSON", 'echo \'{"Username":"ada","Secret":"lace\''],
  ["nothing", "true"],
  ["null", "echo null"],
  ["a list", "echo '[\"lace\"]'"],
  ["numbers", 'echo \'{"Username":7,"Secret":8}\''],
];

for (const [what, script] of garbage)
  test(`a helper that answers ${what} gives no login, and is not quoted`, async () => {
    helper("store", script);
    config({ credHelpers: { "registry:5000": "store" } });
    await assert.rejects(loginFor("registry:5000/web", around()), (error: Error) => {
      assert.match(
        error.message,
        /^docker-credential-store gave no login for registry:5000: its answer is/,
      );
      assert.doesNotMatch(`${error.message} ${error.cause}`, /lace/);
      return true;
    });
  });

test("of a helper that says too much, or much and fails, a line is told", async () => {
  config({ credHelpers: { "registry:5000": "store" } });
  for (const script of ["yes lace", "yes lace | head -c 9999 | tr -d '\\n'; exit 1"]) {
    helper("store", script);
    await assert.rejects(loginFor("registry:5000/web", around()), ({ message }: Error) => {
      assert.ok(message.length < 300, `${message.length} characters`);
      return true;
    });
  }
});

test("a helper that never answers is not waited for without an end", async () => {
  helper("store", "exec sleep 600");
  config({ credHelpers: { "registry:5000": "store" } });
  await assert.rejects(loginFor("registry:5000/web", around(), 50), {
    message: "docker-credential-store gave no login for registry:5000: no answer within 0.05 s",
  });
});
