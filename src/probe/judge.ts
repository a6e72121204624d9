import { isAnswered } from "../model/sample.ts";
import type { Milliseconds } from "../model/units.ts";
import { fail, pass, unknown, type Verdict } from "../model/verdict.ts";
import type { Attempt, History, Outage } from "../model/watch.ts";
import { isHonest, wrongAddress, wrongAnswer } from "./check.ts";
import { evidenceOf, type Problem } from "./evidence.ts";
import { meanwhile } from "./meanwhile.ts";
import { at, lengthOf, outageLines } from "./outage-lines.ts";
import { mostSilentAtOnce, outagesOf, silentAtOnce } from "./outages.ts";
import { blindSpots } from "./sight.ts";

/** At most so many nodes were silent at one moment, and none for longer than `within`. */
export const judgeSilence = (
  history: History,
  { nodes, within }: { readonly nodes: number; readonly within: Milliseconds },
): Verdict =>
  judged(history, () => {
    const silent = outagesOf(history.attempts).filter((one) => one.silent);
    const most = mostSilentAtOnce(silent);
    const together = silentAtOnce(silent);
    return [
      ...(most > nodes ? [`${most} nodes were silent at one moment: ${spansOf(together)}`] : []),
      ...outageLines(
        silent.filter((one) => lengthOf(one) > within),
        history,
      ),
    ];
  });

/** No request failed, but where a node's own proxy was being replaced and nothing answered there. */
export const judgeProxyGaps = (history: History, proxy: string): Verdict =>
  judged(history, () =>
    outageLines(
      outagesOf(history.attempts).filter((one) => !isGap(one, history, proxy)),
      history,
    ),
  );

/** No request failed to any node but these. */
export const judgeOthers = (history: History, lost: readonly string[]): Verdict =>
  judged(history, () =>
    outageLines(
      outagesOf(history.attempts).filter(({ node }) => !lost.includes(node)),
      history,
    ),
  );

/** No node but these was silent for longer than `within`, and from the first failed request to others until the last not more than `span` passed. */
export const judgeLoss = (
  history: History,
  lost: readonly string[],
  { within, span }: { readonly within: Milliseconds; readonly span: Milliseconds },
): Verdict =>
  judged(history, () => {
    const outages = outagesOf(history.attempts.filter(({ node }) => !lost.includes(node)));
    const [from, until] = [
      Math.min(...outages.map((one) => one.from)),
      Math.max(...outages.map((one) => one.until)),
    ];
    const tooLong = until - from > span;
    return [
      ...(tooLong ? [`requests to other nodes failed from ${at(from)} to ${at(until)}`] : []),
      ...outageLines(
        outages.filter((one) => tooLong || lengthOf(one) > within),
        history,
      ),
    ];
  });

/** No answer came from another tenant than was asked, or saw another address than the asking client's. */
export const judgeTruth = (history: History): Verdict =>
  judged(history, () =>
    evidenceOf(
      history.attempts.filter(({ answeredBy }) => answeredBy !== undefined).flatMap(untruthOf),
    ),
  );

const untruthOf = (sample: Attempt): readonly Problem[] => [
  ...(sample.answeredBy === sample.tenant ? [] : [wrongAnswer(sample)]),
  ...(isHonest(sample) ? [] : [wrongAddress(sample)]),
];

/**
 * A history that was not seen well enough is unknown: what looks like a failure then may be the prober's own. It is
 * told all the same.
 */
const judged = (history: History, problems: () => readonly string[]): Verdict => {
  const [found, blind] = [problems(), blindSpots(history)];
  if (blind.length > 0) return unknown(...blind, ...found);
  return found.length > 0 ? fail(...found) : pass(`${history.attempts.length} requests`);
};

const spansOf = (outages: readonly Outage[]): string =>
  outages.map((one) => `${one.node} ${at(one.from)} to ${at(one.until)}`).join(", ");

const isGap = (outage: Outage, { attempts, occurrences }: History, proxy: string): boolean =>
  attempts.every((one) => !isWithin(one, outage) || isAnswered(one) || one.status === undefined) &&
  meanwhile(outage, occurrences).some(({ what }) => what.startsWith(`${proxy} on ${outage.node} `));

const isWithin = ({ node, sent }: Attempt, outage: Outage): boolean =>
  node === outage.node && sent >= outage.from && sent < outage.until;
