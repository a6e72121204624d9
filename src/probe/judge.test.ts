import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds, seconds } from "../model/units.ts";
import type { Attempt, History, Occurrence } from "../model/watch.ts";
import { historyOf, scheduleOf, sharesUntil } from "./histories.testing.ts";
import { judgeLoss, judgeOthers, judgeProxyGaps, judgeSilence, judgeTruth } from "./judge.ts";

const schedule = scheduleOf({
  ...{ nodes: ["node-01", "node-02"], tenants: ["bearded"], clients: ["client-1"] },
  ...{ schemes: ["http"], rate: 40 },
});

/** Each node is asked every 25 ms for three seconds; those in the span fail as told. */
const history = (
  failing: (attempt: Attempt) => Partial<Attempt> | undefined = () => undefined,
  occurrences: readonly Occurrence[] = [],
  { rate, lasted } = { rate: 40, lasted: seconds(3) },
): History => {
  const seen = historyOf({ ...schedule, rate }, lasted);
  return {
    ...seen,
    attempts: seen.attempts.map((one) => ({ ...one, ...failing(one) })),
    occurrences,
  };
};

const silentBetween =
  (node: string, from: number, until: number) =>
  (one: Attempt): Partial<Attempt> | undefined =>
    one.node === node && one.sent >= from && one.sent < until
      ? { status: undefined as never, answeredBy: undefined as never, error: "refused" }
      : undefined;

const restart = (node: string, at: number): Occurrence => ({
  ...{ at: milliseconds(at), kind: "task", what: `proxy on ${node} is shutdown`, node },
});

const limits = { nodes: 1, within: seconds(1) };

test("a watch in which all was answered passes whatever is asked of it", () => {
  const seen = history();
  for (const verdict of [
    judgeSilence(seen, limits),
    judgeProxyGaps(seen, "proxy"),
    judgeOthers(seen, []),
    judgeTruth(seen),
  ])
    assert.equal(verdict.verdict, "pass");
});

test("a node that is silent for longer than it may be is named, with its tenant and what happened then", () => {
  const seen = history(silentBetween("node-02", 500, 2000), [restart("node-02", 550)]);
  const { verdict, evidence } = judgeSilence(seen, limits);
  assert.equal(verdict, "fail");
  assert.match(
    evidence.join(),
    /node-02 answered nothing for 1505 ms from 0.5 s on: 60 requests for bearded failed \(refused\); proxy on node-02 is shutdown/,
  );
});

test("two nodes that are silent at once are more than one", () => {
  const both = (one: Attempt) =>
    silentBetween("node-01", 500, 900)(one) ?? silentBetween("node-02", 800, 1200)(one);
  const { verdict, evidence } = judgeSilence(history(both), limits);
  assert.equal(verdict, "fail");
  assert.match(
    evidence.join(),
    /2 nodes were silent at one moment: node-01 0.5 s to 0.9 s, node-02/,
  );
});

test("two nodes may be silent one after the other", () => {
  const inTurn = (one: Attempt) =>
    silentBetween("node-01", 500, 900)(one) ?? silentBetween("node-02", 1200, 1600)(one);
  assert.equal(judgeSilence(history(inTurn), limits).verdict, "pass");
});

test("a silence is a proxy's gap only at the node and the time of its restart", () => {
  const gap = silentBetween("node-02", 500, 900);
  const judged = (...told: Occurrence[]) => judgeProxyGaps(history(gap, told), "proxy").verdict;
  assert.equal(judged(restart("node-02", 700)), "pass");
  assert.equal(judged(restart("node-01", 700)), "fail");
  assert.equal(judged(restart("node-02", 400)), "fail");
  assert.equal(judged(restart("node-02", 1000)), "fail");
  assert.equal(judged(), "fail");
});

test("a gap begins with the last answer, however seldom a node is asked", () => {
  const seldom = (stopped: number) =>
    history(silentBetween("node-02", 900, 1600), [restart("node-02", stopped)], {
      ...{ rate: 2, lasted: seconds(15) },
    });
  assert.equal(judgeProxyGaps(seldom(800), "proxy").verdict, "pass");
  assert.equal(judgeProxyGaps(seldom(700), "proxy").verdict, "fail");
});

test("a proxy that died by itself is not being replaced", () => {
  const died = { ...restart("node-02", 700), what: "proxy on node-02 is failed: exit (137)" };
  const seen = history(silentBetween("node-02", 500, 900), [died]);
  assert.equal(judgeProxyGaps(seen, "proxy").verdict, "fail");
});

test("a wrong certificate is never a proxy's gap, nor is a relay's own trouble", () => {
  for (const error of [
    "certificate: is for another host",
    "relay: refused",
    "protocol: nonsense",
  ]) {
    const wrong = (one: Attempt) => {
      const silent = silentBetween("node-02", 500, 900)(one);
      return silent && { ...silent, error };
    };
    const seen = history(wrong, [restart("node-02", 700)]);
    assert.equal(judgeProxyGaps(seen, "proxy").verdict, "fail", error);
  }
});

test("a proxy that starts and does not know its tenants yet is not there yet", () => {
  const starting = (one: Attempt) => {
    const silent = silentBetween("node-02", 500, 900)(one);
    return (
      silent && { ...silent, ...(one.sent > 800 && { error: "tls: tlsv1 unrecognized name" }) }
    );
  };
  const seen = history(starting, [restart("node-02", 700)]);
  assert.equal(judgeProxyGaps(seen, "proxy").verdict, "pass");
});

test("of a silence that has not ended nobody knows how long it is", () => {
  const seen = history(silentBetween("node-02", 2500, 3000), [restart("node-02", 2600)]);
  const wide = { within: seconds(1), span: seconds(1) };
  for (const { verdict, evidence } of [judgeSilence(seen, limits), judgeLoss(seen, [], wide)]) {
    assert.equal(verdict, "unknown");
    assert.match(evidence.join(), /node-02 answered nothing from 2\.5 s until the end/);
  }
  assert.equal(judgeProxyGaps(seen, "proxy").verdict, "fail");
});

test("an error page is never a proxy's gap", () => {
  const page = (one: Attempt) => silentBetween("node-02", 500, 900)(one) && { status: 503 };
  assert.equal(judgeProxyGaps(history(page, [restart("node-02", 700)]), "proxy").verdict, "fail");
});

test("ten minutes in which every second request fails are judged in seconds", () => {
  const flapping = history(
    (one) => (Math.round(one.sent / 12.5) % 4 < 2 ? { status: 503 } : undefined),
    [],
    { rate: 60, lasted: seconds(600) },
  );
  const before = process.cpuUsage().user;
  for (const { verdict } of [judgeSilence(flapping, limits), judgeProxyGaps(flapping, "proxy")])
    assert.match(verdict, /pass|fail/);
  assert.ok(process.cpuUsage().user - before < 20e6, "more than twenty seconds of a processor");
});

test("what failed at a lost node is nobody else's failure", () => {
  const seen = history(silentBetween("node-02", 500, 900));
  assert.equal(judgeOthers(seen, ["node-02"]).verdict, "pass");
  assert.equal(judgeOthers(seen, ["node-01"]).verdict, "fail");
});

test("outages of a node with the same errors are a line, those with the most failed requests first", () => {
  const now = (one: Attempt) => (one.node === "node-01" && one.sent % 500 === 0 ? 503 : undefined);
  const then = (one: Attempt) => (one.node === "node-02" && one.sent % 50 < 25 ? 404 : undefined);
  const seen = history((one) => {
    const status = now(one) ?? then(one);
    return status === undefined ? undefined : { status };
  });
  assert.deepEqual(judgeOthers(seen, []).evidence, [
    "node-02 answered nothing as promised for 30 ms at most, 60 times from 0.0 s to 3.0 s: 60 requests for bearded failed (404); nothing else was seen then",
    "node-01 answered nothing as promised for 30 ms at most, 6 times from 0.0 s to 2.5 s: 6 requests for bearded failed (503); nothing else was seen then",
  ]);
});

test("other nodes may be silent as long as is said, and fail as long after the first failure", () => {
  const [first, second] = [
    silentBetween("node-02", 500, 900),
    silentBetween("node-02", 1500, 1600),
  ];
  const seen = history((one) => first(one) ?? second(one));
  const judge = (within: number, span: number, lost: readonly string[] = []) =>
    judgeLoss(seen, lost, { within: milliseconds(within), span: milliseconds(span) });
  assert.equal(judge(500, 1200).verdict, "pass");
  assert.equal(judge(1, 1, ["node-02"]).verdict, "pass");
  assert.match(judge(300, 1200).evidence.join(), /^node-02 answered nothing for 405 ms/);
  assert.match(
    judge(500, 1000).evidence.join(),
    /^requests to other nodes failed from 0.5 s to 1.6 s,node-02 answered nothing for 405 ms/,
  );
});

test("an answer of another tenant and a wrong address are named with what was wanted", () => {
  const other = judgeTruth(
    history((one) => (one.sent === 500 ? { answeredBy: "shaven" } : undefined)),
  );
  assert.match(`${other.verdict} ${other.evidence.join()}`, /^fail node-01.*bearded.*shaven/);
  const address = judgeTruth(
    history((one) => (one.sent === 500 ? { forwardedFor: ["6.6.6.6"] } : undefined)),
  );
  assert.match(`${address.verdict} ${address.evidence.join()}`, /^fail node-01.*6\.6\.6\.6/);
});

test("what was not asked is unknown: nothing, too little, or not all the time", () => {
  const all = history();
  const few = { ...all, attempts: all.attempts.slice(0, 20) };
  const gap = { ...all, attempts: all.attempts.filter(({ sent }) => sent < 500 || sent > 1700) };
  const late = { ...all, attempts: all.attempts.filter(({ sent }) => sent > 1100) };
  const early = { ...all, lasted: seconds(9) };
  for (const seen of [{ ...all, attempts: [] }, few, gap, late, early])
    assert.equal(judgeOthers(seen, []).verdict, "unknown");
  assert.match(
    judgeOthers(gap, []).evidence.join(),
    /node-01 was not asked for 1250 ms, from 0.5 s on/,
  );
  assert.match(judgeOthers(late, []).evidence.join(), /node-01 was not asked for 1125 ms, from 0/);
});

test("a watch that began later than whoever began it knew is not seen from its beginning", () => {
  const seen = historyOf({ ...schedule, from: milliseconds(1500) }, seconds(5));
  assert.equal(judgeOthers(seen, []).verdict, "unknown");
  assert.equal(judgeOthers({ ...seen, begun: milliseconds(1500) }, []).verdict, "pass");
});

test("a watch that lasted for less than nothing has seen nothing", () => {
  for (const lasted of [milliseconds(0), seconds(-5), milliseconds(Number.NaN)])
    assert.equal(judgeOthers({ ...history(), lasted }, []).verdict, "unknown");
});

test("a node, a tenant, a scheme or a client that was to be asked and was not is named", () => {
  const all = scheduleOf({
    ...{ nodes: ["node-01", "node-02"], tenants: ["bearded", "shaven"], rate: 40 },
    ...{ clients: ["client-1", "client-2"], schemes: ["http", "https"] },
  });
  const seen = historyOf(all, seconds(3));
  assert.equal(judgeOthers(seen, []).verdict, "pass");
  for (const [part, name] of [
    ["node", "node-02"],
    ["tenant", "shaven"],
    ["client", "client-2"],
    ["scheme", "https"],
  ] as const) {
    const attempts = seen.attempts.filter((one) => one[part] !== name);
    const { verdict, evidence } = judgeOthers({ ...seen, attempts }, []);
    assert.equal(verdict, "unknown", name);
    assert.match(evidence.join(), /was never asked for .*/, name);
    assert.ok(evidence.join().includes(name));
  }
});

test("of a watch without what was to be asked nothing is known", () => {
  const { schedule: _, ...seen } = history(silentBetween("node-02", 500, 2000));
  const { verdict, evidence } = judgeOthers(seen, []);
  assert.equal(verdict, "unknown");
  assert.match(evidence.join(), /^what was to be asked is not recorded/);
});

test("where lines are missing, or the prober had troubles, nothing passes", () => {
  for (const file of ["attempts", "occurrences", "machine"] as const) {
    const { verdict, evidence } = judgeOthers({ ...history(), incomplete: [file] }, []);
    assert.match(`${verdict} ${evidence}`, /^unknown of the .* lines are missing/);
  }
  assert.equal(judgeOthers({ ...history(), incomplete: ["hearings"] }, []).verdict, "pass");
  const troubled = { ...history(), troubles: ["the prober ended with SIGKILL"] };
  assert.match(judgeOthers(troubled, []).evidence.join(), /ended with SIGKILL/);
});

test("what was seen to fail fails, though lines are missing elsewhere", () => {
  const seen = history(silentBetween("node-02", 500, 2000));
  const attempts = seen.attempts.filter(({ sent }) => sent < 2500);
  const lossy = { ...seen, attempts, incomplete: ["attempts" as const] };
  assert.equal(judgeSilence(lossy, limits).verdict, "fail");
});

test("a failure while the machine stood still, or right after, is unknown, and told", () => {
  const machine = {
    shares: sharesUntil(3000, 1),
    stalls: [{ at: milliseconds(400), until: milliseconds(900) }],
  };
  const mute = (from: number, until: number) => (one: Attempt) => {
    const silent = silentBetween("node-01", from, until)(one);
    return silent && { ...silent, error: "timeout" };
  };
  const judge = (from: number, until: number) =>
    judgeOthers({ ...history(mute(from, until)), machine }, []);
  const { verdict, evidence } = judge(500, 1800);
  assert.equal(verdict, "unknown");
  assert.match(evidence.join("; "), /stood still for 500 ms, from 0.4 s on; node-01 answered noth/);
  assert.equal(judge(500, 2200).verdict, "fail");
  assert.equal(judge(0, 300).verdict, "fail");
});

test("an outage of three seconds around a standstill of one is a failure", () => {
  const seen = history(silentBetween("node-02", 500, 3500), [], { rate: 40, lasted: seconds(5) });
  const stalls = [{ at: milliseconds(1000), until: milliseconds(2000) }];
  const strained = { ...seen, machine: { shares: sharesUntil(5000, 1), stalls } };
  for (const { verdict } of [judgeSilence(strained, limits), judgeOthers(strained, [])])
    assert.equal(verdict, "fail");
});

test("a promise about time counts the time that the machine had", () => {
  const seen = history(silentBetween("node-02", 500, 2000));
  const judge = (left: number, within: number) =>
    judgeSilence(
      { ...seen, machine: { shares: sharesUntil(3000, left), stalls: [] } },
      { nodes: 1, within: milliseconds(within) },
    ).verdict;
  assert.deepEqual([judge(1, 1600), judge(1, 1400)], ["pass", "fail"]);
  assert.deepEqual(
    [judge(0.5, 1600), judge(0.5, 1400), judge(0.5, 700)],
    ["pass", "unknown", "fail"],
  );
});

test("an answer that came after two seconds is none, unless the machine had no time for it", () => {
  const slow = (one: Attempt) => (one.sent === 500 ? { ms: milliseconds(2500) } : undefined);
  const judge = (left: number) =>
    judgeOthers({ ...history(slow), machine: { shares: sharesUntil(3000, left), stalls: [] } }, []);
  assert.match(`${judge(1).verdict} ${judge(1).evidence}`, /^fail .*answered after 2 s/);
  assert.equal(judge(0.5).verdict, "pass");
  const unsure = { ...history(slow), incomplete: ["machine" as const] };
  assert.equal(judgeOthers(unsure, []).verdict, "unknown");
});

test("a silence goes by the clock, though all was answered in the time that the machine had", () => {
  const slow = (one: Attempt) =>
    one.node === "node-02" && one.sent < 500 ? { ms: milliseconds(2500 - one.sent) } : undefined;
  const shares = sharesUntil(5000, 0.5);
  const seen = history(slow, [], { rate: 40, lasted: seconds(5) });
  const judge = (machine: History["machine"]) => ({
    silence: judgeSilence({ ...seen, machine }, limits).verdict,
    failures: judgeOthers({ ...seen, machine }, []).verdict,
  });
  assert.deepEqual(judge({ shares, stalls: [] }), { silence: "pass", failures: "pass" });
  const asleep = history(
    (one) => ({ ...slow(one), ...(one.sent < 400 && { ms: milliseconds(2900) }) }),
    [],
    {
      ...{ rate: 40, lasted: seconds(5) },
    },
  );
  const { verdict } = judgeSilence(
    { ...asleep, machine: { shares, stalls: [] } },
    { nodes: 0, within: seconds(9) },
  );
  assert.equal(verdict, "unknown");
});

test("no machine makes a wrong certificate, a refusal or another tenant's answer", () => {
  const machine = {
    shares: sharesUntil(3000, 0.1),
    stalls: [{ at: milliseconds(0), until: milliseconds(3000) }],
  };
  for (const wrong of [
    { error: "certificate: has expired", status: undefined as never },
    { error: "refused", status: undefined as never },
    { status: 404, answeredBy: undefined as never },
    { answeredBy: "shaven" },
  ]) {
    const seen = history((one) => (one.sent === 500 ? wrong : undefined));
    assert.equal(judgeOthers({ ...seen, machine }, []).verdict, "fail");
  }
});

test("where no other node was asked, nothing is known of others", () => {
  const seen = history();
  const both = ["node-01", "node-02"];
  const allowed = { within: seconds(1), span: seconds(1) };
  assert.equal(judgeOthers(seen, both).verdict, "unknown");
  assert.equal(judgeLoss(seen, both, allowed).verdict, "unknown");
});

test("where no tenant answered, nothing is known of the truth", () => {
  const silent = () => ({ status: undefined as never, answeredBy: undefined as never });
  assert.equal(judgeTruth(history(silent)).verdict, "unknown");
});

test("half an hour of a dead node at a high rate is judged as a minute of it is", () => {
  const alive = history().attempts.filter(({ node }) => node === "node-01");
  const [{ status: _, answeredBy: __, ...mute } = assert.fail()] = alive;
  const dead = Array.from({ length: 260_000 }, (_, i) => ({
    ...{ ...mute, node: "node-02", error: "refused" },
    ...{ sent: milliseconds(i / 100), due: milliseconds(i / 100) },
  }));
  const seen = { ...history(), attempts: [...alive, ...dead] };
  for (const { evidence } of [
    judgeSilence(seen, limits),
    judgeProxyGaps(seen, "proxy"),
    judgeLoss(seen, [], { within: seconds(1), span: seconds(1) }),
  ])
    assert.match(evidence.join(), /node-02 answered nothing/);
});
