import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { milliseconds } from "../../model/units.ts";
import type { Attempt, History, Occurrence, WatchTold } from "../../model/watch.ts";
import { aFailure, anAttempt, aWatch } from "./attempts.testing.ts";
import { watchSection } from "./watch.ts";

const at = (seconds: number) => milliseconds(seconds * 1000);

const attempts: readonly Attempt[] = [
  anAttempt({ sent: at(0) }),
  aFailure({ sent: at(5) }),
  anAttempt({ sent: at(7) }),
];

const happened = (seconds: number): Occurrence => ({
  at: at(seconds),
  kind: "task",
  what: `at ${seconds}`,
});

const history = (facts: Partial<History> = {}): History => ({
  ...{ attempts, occurrences: [], hearings: [], machine: { shares: [], stalls: [] } },
  ...{ begun: at(0), lasted: at(8), incomplete: [], troubles: [] },
  ...facts,
});

const shown = (watch: WatchTold, occurrences: readonly Occurrence[] = []): string =>
  renderToString(watchSection(watch, history({ occurrences })));

test("each thing that happened has its number in the picture and in the table", () => {
  const html = shown(aWatch(attempts), [happened(2), happened(8)]);
  assert.match(html, /<text [^>]*>1<\/text>/);
  assert.match(html, /<td[^>]*>2<\/td><td[^>]*>8.00 s<\/td><td>at 8<\/td>/);
});

test("what the machine hid is drawn, as far as the watch went, and said below", () => {
  const stalls = [{ at: at(4), until: at(7.5) }];
  const drawn = (facts: Partial<History>) =>
    renderToString(watchSection(aWatch(attempts), history(facts)));
  const html = drawn({ machine: { shares: [], stalls } });
  assert.match(html, /<polygon points="416 [^>]*fill="var\(--quiet\)"/);
  assert.match(html, /In grey spans the machine stood still or starved/);
  assert.doesNotMatch(drawn({}), /<polygon [^>]*fill="var\(--quiet\)"|grey/);
});

test("a share is never rounded to none or to all where that is not so", () => {
  const watch = aWatch(attempts);
  const nodes = [
    { node: "a", total: 100_000, failed: 1 },
    { node: "b", total: 100_000, failed: 99_999 },
    { node: "c", total: 10, failed: 10 },
  ];
  const html = shown({ ...watch, findings: { ...watch.findings, nodes } });
  for (const percent of ["&lt; 0.1", "> 99.9", "100.0"])
    assert.ok(html.includes(`>${percent}</td>`));
});

test("a stream that never opened again says so", () => {
  const listener = { node: "a", tenant: "t", client: "c", heard: 1, missed: 0, latest: at(7) };
  const listening = [{ ...listener, breaks: [{ from: at(3) }] }];
  assert.match(shown(aWatch(attempts, { listening })), /from 3.00 s on, and never open again/);
});

test("a watch whose history is gone tells what it found, and that the history is gone", () => {
  const html = renderToString(watchSection(aWatch(attempts), undefined));
  assert.match(html, /Its history is not there: watches\/1/);
  assert.match(html, /<caption>Outages<\/caption>/);
  assert.ok(!html.includes("<svg"));
});

test("a watch without any request is drawn, and had no outage", () => {
  const empty = history({ attempts: [], lasted: at(0) });
  const html = renderToString(watchSection(aWatch([], { lasted: at(0) }), empty));
  assert.match(html, /<svg/);
  assert.match(html, /There was no outage/);
});

test("a watch whose history cannot be read tells so, and what it found", () => {
  const html = renderToString(watchSection(aWatch(attempts), { reason: "cannot be read (EIO)" }));
  assert.match(html, /Its history cannot be read \(EIO\): watches\/1/);
  assert.match(html, /<caption>Outages<\/caption>/);
});
