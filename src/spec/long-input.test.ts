import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, nanoCpusOf } from "./amount.ts";
import { durationOf } from "./duration.ts";
import { interpolate, oddVariable } from "./interpolate.ts";
import { shellWords } from "./shell-words.ts";
import { shortMount } from "./short-mount.ts";
import { background, clusterOf, clusterOn, webStack } from "./test-feature.ts";

/** Seconds of the processor, which do not count what else the machine does. */
const secondsOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  try {
    work();
  } catch {
    // Refused is as good as taken, if only it does not take long.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const long = (text: string): string => text.repeat(100_000 / text.length);

const stackWith = (line: string): string =>
  webStack.replace("    networks:", `    ${line}\n    networks:`);

const ports = Array.from({ length: 20_000 }, (_, index) => `"${index + 1000}:80"`);
const rows = (row: (index: number) => string) =>
  Array.from({ length: 30_000 }, (_, index) => `      | ${row(index)} |\n`).join("");

/** All of these took ten seconds and more where something is compared with all that came before. */
const works: readonly (readonly [string, () => unknown])[] = [
  ["a span of time without a unit", () => durationOf(long("1"))],
  ["a span of time of many parts", () => durationOf(`${long("1s")}!`)],
  ["an amount of memory that is none", () => bytesOf(`${long("1")}x`)],
  ["a number of processors that is none", () => nanoCpusOf(`${long("1")}x`)],
  ["variables whose braces are not closed", () => interpolate(long("${a-"), () => "")],
  ["the same, looked at for oddities", () => oddVariable(long("${a:?"))],
  ["a command line of quotes", () => shellWords(`${long("'\"")}'`)],
  ["a mount of colons", () => shortMount(long("a:"))],
  ["a range of all ports", () => clusterOn(stackWith(`ports: ["1-65535:1-65535"]`))],
  ["a range of host ports", () => clusterOn(stackWith(`ports: ["9000-65000:80"]`))],
  ["many ports, written out", () => clusterOn(stackWith(`ports: [${ports}]`))],
  [
    "many nodes",
    () =>
      clusterOf(
        background({
          swarm: `Given a swarm "tuleap" with these nodes\n      | node | role |\n${rows((index) => `n${index} | worker`)}`,
        }),
      ),
  ],
];

for (const [what, work] of works)
  test(`${what} takes no time`, () => {
    const seconds = secondsOf(work);
    assert.ok(seconds < 4, `${seconds} s`);
  });

test("what Docker counts in 64 bits has no more", () => {
  assert.equal(durationOf(`${long("1")}s`), undefined);
  assert.equal(durationOf("2562048h"), undefined);
  assert.equal(durationOf("2562047h"), 2562047 * 3_600_000);
  assert.equal(bytesOf(long("1")), undefined);
  assert.equal(bytesOf("8192p"), undefined);
  assert.equal(bytesOf("8191p"), 8191 * 1024 ** 5);
});
