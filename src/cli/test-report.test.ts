import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Envelope } from "@cucumber/messages";
import { runTold } from "../report/run/run.ts";
import { madeUpRun } from "./made-up-run.testing.ts";
import { messagesIn, writeTestReport } from "./test-report.ts";

const run = madeUpRun();
after(() => rmSync(run.folder, { recursive: true }));

const messages: readonly Envelope[] = readFileSync(messagesIn(run.folder), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const told = (some: readonly Envelope[], interrupted = false) =>
  runTold(some, { version: "1", interrupted });

test("a run leaves a page, a summary, JUnit XML and the messages", () => {
  assert.equal(run.code, 1);
  for (const file of ["index.html", "summary.md", "junit.xml", "messages.ndjson"])
    assert.ok(readFileSync(join(run.folder, file), "utf8").length > 0, file);
  assert.match(run.stderr, /The report is .*index\.html\.\n$/);
});

test("standard output has a line a scenario, why one failed, and the counts, without colours", () => {
  const lines = run.stdout.trimEnd().split("\n");
  const toldWhenEnded = lines.filter((line) => /^[✓✗–]/.test(line)).slice(0, 7);
  assert.equal(new Set(toldWhenEnded).size, 7);
  assert.ok(lines.includes("  next: node-02 is drained: activate it, or ask for 1"));
  assert.equal(lines.at(-1), "7 scenarios: 4 passed, 2 failed, 1 skipped");
  assert.ok(!run.stdout.includes("\x1b"));
});

test("what failed is told again below everything, above the counts", () => {
  const whole = run.stdout.split(/\n(?=[✓✗–])/).map((block) => block.trimEnd());
  const atTheEnd = whole.slice(7).join("\n\n");
  const failed = whole.slice(0, 7).filter((block) => block.startsWith("✗"));
  assert.equal(failed.length, 2);
  assert.equal(atTheEnd, [...failed, "7 scenarios: 4 passed, 2 failed, 1 skipped"].join("\n\n"));
});

test("the line that a failure names runs that scenario alone", () => {
  const [, place = ""] = /next: npm run -s swarmspec -- test (\S+) runs it/.exec(run.stdout) ?? [];
  const alone = madeUpRun(place);
  rmSync(alone.folder, { recursive: true });
  assert.match(alone.stdout, /^✗ Clients go on while nodes are replaced › A tenant/);
  assert.match(alone.stdout, /\n1 scenario: 1 failed\n$/);
});

test("a line at which no scenario begins is refused, and one of an outline or its example is not", () => {
  const places = ["When a note is written", "Scenario Outline:", "| 3     |"].map(placeOf);
  const outcomes = places.map((place) => {
    const one = madeUpRun(place);
    rmSync(one.folder, { recursive: true });
    return { code: one.code, said: `${one.stdout}${one.stderr}` };
  });
  assert.deepEqual(
    outcomes.map(({ code }) => code),
    [2, 0, 0],
  );
  assert.match(outcomes[0]?.said ?? "", /no scenario to be run begins at features\/.*:\d+/);
});

/** FILE:LINE of the first line that holds this. */
const placeOf = (text: string): string => {
  const file = "features/clients-go-on.feature";
  const written = readFileSync(join(import.meta.dirname, "../../fixtures/report", file), "utf8");
  return `${file}:${written.split("\n").findIndex((line) => line.includes(text)) + 1}`;
};

test("wherever a run broke off, it is told as interrupted, never as passed", () => {
  for (const length of messages.keys())
    assert.equal(told(messages.slice(0, length)).verdict, "interrupted");
  assert.equal(told(messages).verdict, "failed");
  assert.equal(told(messages, true).verdict, "interrupted");
});

test("a scenario that the run broke off in is unfinished", () => {
  const end = messages.findIndex(({ testStepFinished }) => testStepFinished !== undefined);
  const { counts } = told(messages.slice(0, end + 1));
  assert.deepEqual(counts, { passed: 0, failed: 0, unknown: 0, skipped: 0, unfinished: 1 });
});

test("a Background is told once, and in a scenario only where it has something to show", () => {
  const [feature] = told(messages).features;
  assert.equal(feature?.background.length, 1);
  assert.deepEqual(feature?.background[0]?.table[1], ["node-01", "manager"]);
  assert.ok(feature?.scenarios.every(({ steps }) => steps[0]?.isBackground));
});

test("a report is made of what a crash left", async () => {
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-report-"));
  cpSync(run.folder, folder, { recursive: true });
  const text = readFileSync(messagesIn(folder), "utf8");
  writeFileSync(messagesIn(folder), text.slice(0, text.length / 2));
  rmSync(join(folder, "watches"), { recursive: true });
  await writeTestReport(folder, { interrupted: false, success: true });
  const html = readFileSync(join(folder, "index.html"), "utf8");
  rmSync(folder, { recursive: true });
  assert.match(html, /<h1 class="verdict interrupted">Interrupted<\/h1>/);
});

test("a report is made where a history cannot be read, and tells so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-report-"));
  cpSync(run.folder, folder, { recursive: true });
  const attempts = join(folder, "watches", "1", "attempts.ndjson");
  rmSync(attempts);
  mkdirSync(attempts);
  await writeTestReport(folder, { interrupted: false, success: false });
  const html = readFileSync(join(folder, "index.html"), "utf8");
  rmSync(folder, { recursive: true });
  assert.match(html, /Its history cannot be read \(EISDIR[^)]*\): watches\/1\./);
  assert.match(html, /<h1 class="verdict failed">/);
});
