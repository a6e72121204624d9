import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { milliseconds, seconds } from "../model/units.ts";
import type { Verdict } from "../model/verdict.ts";
import type { History } from "../model/watch.ts";
import { anyLoss, anyWatch, linesOf } from "./arbitrary-history.testing.ts";
import { historyOf } from "./history.ts";
import { judgeLoss, judgeOthers, judgeProxyGaps, judgeSilence, judgeTruth } from "./judge.ts";
import { judgeStreams } from "./streams.ts";

const judgements: Readonly<Record<string, (history: History) => Verdict>> = {
  silence: (history) => judgeSilence(history, { nodes: 1, within: milliseconds(900) }),
  gaps: (history) => judgeProxyGaps(history, "proxy"),
  nobody: (history) => judgeOthers(history, []),
  others: (history) => judgeOthers(history, ["node-1"]),
  loss: (history) =>
    judgeLoss(history, ["node-2"], { within: milliseconds(600), span: seconds(1) }),
  truth: judgeTruth,
  streams: (history) => judgeStreams(history, milliseconds(700)),
};

/** Ten thousand were tried when this was written: HISTORIES=10000 does it again. */
const numRuns = Number(process.env.HISTORIES ?? 500);

test("whatever is taken away from a history, each verdict on it only becomes unknown", async (t) => {
  const verdicts = new Map<string, number>();
  const property = fc.asyncProperty(anyWatch, anyLoss, async (written, loss) => {
    const ended = { lasted: milliseconds(written.lasted) };
    const whole = await historyOf(linesOf(written), ended);
    const lossy = await historyOf(linesOf(written, loss), ended);
    for (const [name, judge] of Object.entries(judgements)) {
      const [before, after] = [judge(whole), judge(lossy)];
      const kind = `${name} ${before.verdict}`;
      verdicts.set(kind, (verdicts.get(kind) ?? 0) + 1);
      if (after.verdict === before.verdict || after.verdict === "unknown") continue;
      const told = `${before.evidence.join("; ")} -> ${after.evidence.join("; ")}`;
      assert.fail(`${name}: ${before.verdict} became ${after.verdict}: ${told}`);
    }
  });
  const details = await fc.check(property, { numRuns });
  t.diagnostic(`seed ${details.seed}: ${[...verdicts].toSorted().join("; ")}`);
  assert.ok(!details.failed, fc.defaultReportMessage(details));
  for (const name of Object.keys(judgements))
    for (const verdict of ["pass", "fail"])
      assert.ok(verdicts.has(`${name} ${verdict}`), `no ${verdict} of ${name} was tried`);
});
