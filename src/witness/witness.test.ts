import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { doneAnew, tidied } from "../../steps/allowed-differences.ts";
import { counted, type Witnessed, witnessed } from "./both-sides.testing.ts";
import { changesOf } from "./changes.testing.ts";
import { dockerCli, dockerVersion } from "./deployed-by-docker.testing.ts";
import { keptFor, keptVersion, ourFolder, ourStacks } from "./kept.testing.ts";
import { meant, notMendedYet } from "./known.testing.ts";
import type { Deployed } from "./stack.testing.ts";

const known = { ...meant, ...notMendedYet };

const hint = "where docker or a stack file has changed on purpose: npm run witness -- --keep";

test("what docker sends for a stack file, we send: first, merged, and after every change", async (t) => {
  const all: Witnessed[] = [];
  for (const stack of ourStacks) all.push(...(await witnessed(stack, ourFolder, keptFor(stack))));
  for (const line of counted(all)) t.diagnostic(line);
  const others = all.filter(({ outcome }) => outcome !== "same" && outcome !== "both refuse");
  const strange = others.filter(({ stack }) => !Object.hasOwn(known, stack));
  const told = strange.filter(
    ({ stack }, index) => strange.findIndex((one) => one.stack === stack) === index,
  );
  assert.deepEqual(
    told.map(({ deploy, lines }) => [deploy, ...lines]),
    [],
    hint,
  );
  const differing = new Set(others.map(({ stack }) => stack));
  const mended = Object.keys(known).filter((name) => !differing.has(name));
  assert.deepEqual(mended, [], "these are alike now, so known.testing.ts must not name them");
  const seen = new Set(all.flatMap((one) => one.meant));
  for (const why of [...doneAnew.map((one) => one.why), ...Object.values(tidied)])
    assert.ok(seen.has(why), `no stack shows any more: ${why}`);
});

test("there are enough stack files, of every version", () => {
  assert.ok(ourStacks.length >= 100);
  const versions = new Set(
    ourStacks.flatMap(
      ({ files }) => /^"?version"?: *['"]?(3[.\d]*)/m.exec(files[0]?.[1] ?? "")?.[1] ?? [],
    ),
  );
  assert.deepEqual(
    Array.from({ length: 14 }, (_, minor) => `3.${minor}`).filter((one) => !versions.has(one)),
    [],
  );
});

/** That many deploys are asked for again; WITNESS=2000 asks for more. */
const asked = Number(process.env.WITNESS ?? 20);

test("what is kept is what the docker CLI sends", async (t: TestContext) => {
  const version = await dockerVersion();
  if (version === undefined) return t.skip("no docker CLI here: what it sent before is believed");
  await using docker = await dockerCli(ourFolder);
  const deploys = ourStacks.flatMap((stack) => [
    { stack, change: "first", after: stack },
    ...(keptFor(stack).first.refused
      ? []
      : changesOf(stack).map(([change, after]) => ({ stack, change, after }))),
  ]);
  const seed = Date.now() % 1_000_000;
  const chosen = fc.sample(fc.constantFrom(...deploys), { numRuns: asked, seed });
  const aged: string[] = [];
  for (const { stack, change, after } of chosen) {
    const { first, afterwards } = keptFor(stack);
    const kept = change === "first" ? first : (afterwards.get(change) ?? first);
    const now = await docker.deploy(after, change === "first" ? undefined : first.held);
    if (!isAlike(kept, now)) aged.push(`${stack.name}, ${change}`);
  }
  t.diagnostic(`docker ${version}, kept from ${keptVersion()}: ${asked} asked for, seed ${seed}`);
  if (version === keptVersion()) assert.deepEqual(aged, [], hint);
  else if (aged.length > 0) t.diagnostic(`sent otherwise by this docker: ${aged.join("; ")}`);
});

/** What a refused deploy has written by then is a matter of chance. */
const isAlike = (kept: Deployed, now: Deployed): boolean =>
  kept.refused === now.refused &&
  (now.refused ||
    Object.entries(now.held).every(([kind, bodies]) => {
      const before = kept.held[kind as keyof Deployed["held"]];
      return (
        bodies.size === before.size &&
        [...bodies].every(([name, body]) => body.trim() === before.get(name)?.trim())
      );
    }));
