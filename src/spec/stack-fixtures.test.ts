import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { clusterOfStackFiles } from "./bare-stack.ts";

const folder = resolve(import.meta.dirname, "../../fixtures/stack-files");

const cluster = (cwd: string, name: string) => {
  const second = name.replace(/\.yml$/, ".second.yml");
  const files = readdirSync(cwd).includes(second) ? [name, second] : [name];
  const environment = { EDITION: "7", REPLICAS: "2", EMPTY: "" };
  const read = (path: string) => readFileSync(path, "utf8");
  return clusterOfStackFiles(files, { name: "s", managers: 1 }, { cwd, environment, read });
};

const stacksIn = (path: string): string[] =>
  readdirSync(path).filter((name) => name.endsWith(".yml") && !name.endsWith(".second.yml"));

test("every stack file of the fixtures is converted", () => {
  for (const name of stacksIn(folder)) assert.ok(cluster(folder, name).services.length > 0, name);
});

test("every stack file that docker refuses is refused", () => {
  const refused = resolve(folder, "refused");
  for (const name of stacksIn(refused))
    assert.throws(() => cluster(refused, name), { name: "BadInput" }, name);
});
