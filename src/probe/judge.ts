import { greatest, least } from "../model/extremes.ts";
import { isAnswered } from "../model/sample.ts";
import type { Milliseconds } from "../model/units.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Attempt, History, Outage } from "../model/watch.ts";
import { isHonest, wrongAddress, wrongAnswer } from "./check.ts";
import { evidenceOf, type Problem } from "./evidence.ts";
import { judged } from "./judged.ts";
import { at, lengthOf, outageLines } from "./outage-lines.ts";
import { mostSilentAtOnce, outagesOf, silentAtOnce } from "./outages.ts";

/** At most so many nodes were silent at one moment, and none for longer than `within`. */
export const judgeSilence = (
  history: History,
  { nodes, within }: { readonly nodes: number; readonly within: Milliseconds },
): Verdict => {
  const silent = outagesOf(history.attempts).filter((one) => one.silent);
  const problems = () => {
    const most = mostSilentAtOnce(silent);
    const together = silentAtOnce(silent);
    return [
      ...(most > nodes ? [`${most} nodes were silent at one moment: ${spansOf(together)}`] : []),
      ...outageLines(
        silent.filter((one) => lengthOf(one) > within),
        history,
      ),
    ];
  };
  return judged(history, problems, unended(silent, within));
};

/** Of what had not lasted too long when the watch ended, nobody knows how long it lasted. */
const unended = (outages: readonly Outage[], within: Milliseconds): readonly string[] =>
  outages
    .filter((one) => !one.ended && lengthOf(one) <= within)
    .map(
      ({ node, from }) => `${node} answered nothing from ${at(from)} until the end of the watch`,
    );

/** No request failed, but where the swarm stopped a node's own proxy and nothing answered until the next one did. */
export const judgeProxyGaps = (history: History, proxy: string): Verdict =>
  judged(history, () =>
    outageLines(
      outagesOf(history.attempts).filter((one) => !isGap(one, history, proxy)),
      history,
    ),
  );

/** No request failed to any node but these. */
export const judgeOthers = (history: History, lost: readonly string[]): Verdict => {
  const others = toOthers(history, lost);
  return judged(
    history,
    () => outageLines(outagesOf(others), history),
    others.length === 0 ? [nobodyLeft] : [],
  );
};

const toOthers = ({ attempts }: History, lost: readonly string[]): readonly Attempt[] =>
  attempts.filter(({ node }) => !lost.includes(node));

const nobodyLeft = "no other node was asked";

/** No node but these was silent for longer than `within`, and from the first failed request to others until the last not more than `span` passed. */
export const judgeLoss = (
  history: History,
  lost: readonly string[],
  { within, span }: { readonly within: Milliseconds; readonly span: Milliseconds },
): Verdict => {
  const others = toOthers(history, lost);
  const outages = outagesOf(others);
  const problems = () => {
    const [from, until] = [
      least(outages.map((one) => one.from)),
      greatest(outages.map((one) => one.until)),
    ];
    const tooLong = until - from > span;
    return [
      ...(tooLong ? [`requests to other nodes failed from ${at(from)} to ${at(until)}`] : []),
      ...outageLines(
        outages.filter((one) => tooLong || lengthOf(one) > within),
        history,
      ),
    ];
  };
  const blind = others.length === 0 ? [nobodyLeft] : unended(outages, within);
  return judged(history, problems, blind);
};

/** No answer came from another tenant than was asked, or saw another address than the asking client's. */
export const judgeTruth = (history: History): Verdict => {
  const answers = history.attempts.filter(({ answeredBy }) => answeredBy !== undefined);
  return judged(
    history,
    () => evidenceOf(answers.flatMap(untruthOf)),
    answers.length === 0 ? ["no tenant answered, so none was wrong"] : [],
  );
};

const untruthOf = (sample: Attempt): readonly Problem[] => [
  ...(sample.answeredBy === sample.tenant ? [] : [wrongAnswer(sample)]),
  ...(isHonest(sample) ? [] : [wrongAddress(sample)]),
];

const spansOf = (outages: readonly Outage[]): string =>
  outages.map((one) => `${one.node} ${at(one.from)} to ${at(one.until)}`).join(", ");

/** The swarm says that a proxy is shut down after it has answered for the last time, and before the next one does. */
const isGap = (outage: Outage, { attempts, occurrences }: History, proxy: string): boolean =>
  outage.ended &&
  attempts.every((one) => !isWithin(one, outage) || isAnswered(one) || isSilence(one)) &&
  occurrences.some(
    ({ at: then, what }) =>
      what.startsWith(`${proxy} on ${outage.node} is shutdown`) &&
      then >= lastAnswered(outage, attempts) &&
      then <= outage.until,
  );

/** When the last request left that was answered before an outage; 0 where there was none. */
const lastAnswered = ({ node, from }: Outage, attempts: readonly Attempt[]): number =>
  attempts.reduce(
    (last, one) =>
      one.node === node && one.sent < from && isAnswered(one) ? Math.max(last, one.sent) : last,
    0,
  );

/** A wrong certificate is an answer, and of what is behind a relay that failed nothing is known. */
const isSilence = ({ status, error = "" }: Attempt): boolean =>
  status === undefined && !/^(certificate|relay):/.test(error);

const isWithin = ({ node, sent }: Attempt, outage: Outage): boolean =>
  node === outage.node && sent >= outage.from && sent < outage.until;
