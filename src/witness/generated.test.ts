import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type Compared, compared } from "./compared.testing.ts";
import { dockerCli, dockerVersion } from "./deployed-by-docker.testing.ts";
import { deployedByUs } from "./deployed-by-us.testing.ts";
import { anyStack } from "./grammar.testing.ts";
import { ourFolder } from "./kept.testing.ts";
import { kindsMeant, kindsNotMendedYet } from "./known.testing.ts";

/** A docker CLI needs a tenth of a second for each: always the same, unless GENERATED=5000 tries as many others. */
const { GENERATED } = process.env;
const runs = GENERATED === undefined ? { numRuns: 100, seed: 22 } : { numRuns: Number(GENERATED) };

/** Whether all of it is known, and so whether it is meant or to be mended. */
const knownAs = ({ lines }: Compared): string | undefined => {
  const isOf = (kinds: readonly RegExp[]) => (line: string) =>
    kinds.some((kind) => kind.test(line));
  if (lines.every(isOf(kindsMeant))) return "meant";
  return lines.every(isOf([...kindsMeant, ...kindsNotMendedYet])) ? "to be mended" : undefined;
};

test("whatever people may write, docker and we take it alike", async (t) => {
  const version = await dockerVersion();
  if (version === undefined) return t.skip("no docker CLI here, and nothing of it is kept");
  await using docker = await dockerCli(ourFolder);
  const read = (path: string): string => readFileSync(join(ourFolder, path), "utf8");
  const outcomes = new Map<string, number>();
  const property = fc.asyncProperty(anyStack, async (stack) => {
    const both = { docker: await docker.deploy(stack), ours: await deployedByUs(stack, read) };
    const one = compared(both);
    const isAlike = one.outcome === "same" || one.outcome === "both refuse";
    const known = isAlike ? one.outcome : knownAs(one);
    outcomes.set(known ?? one.outcome, (outcomes.get(known ?? one.outcome) ?? 0) + 1);
    if (known !== undefined) return;
    const texts = stack.files.map(([name, text]) => `--- ${name}\n${text}`).join("");
    assert.fail([`${one.outcome}:`, ...one.lines, texts].join("\n"));
  });
  const details = await fc.check(property, runs);
  const counts = [...outcomes].map(([kind, count]) => `${kind} ${count}`).join(", ");
  t.diagnostic(`docker ${version}, seed ${details.seed}: ${counts}`);
  assert.ok(!details.failed, fc.defaultReportMessage(details));
  assert.ok((outcomes.get("same") ?? 0) > runs.numRuns / 10, "hardly a stack was taken by both");
});
