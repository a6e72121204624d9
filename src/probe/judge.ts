import { greatest, least } from "../model/extremes.ts";
import { isAnswered } from "../model/sample.ts";
import type { Milliseconds } from "../model/units.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Attempt, History, Outage } from "../model/watch.ts";
import { isHonest, wrongAddress, wrongAnswer } from "./check.ts";
import { evidenceOf, type Problem } from "./evidence.ts";
import { judged, type Problems } from "./judged.ts";
import { at, lengthOf, outageLines } from "./outage-lines.ts";
import {
  answersIn,
  firstAt,
  inOrder,
  mostSilentAtOnce,
  outagesOf,
  silentAtOnce,
} from "./outages.ts";
import { against, type Reading } from "./readings.ts";
import { nodesOf } from "./sight.ts";

/** At most so many nodes were silent at one moment, and none for longer than `within`. */
export const judgeSilence = (
  history: History,
  { nodes, within }: { readonly nodes: number; readonly within: Milliseconds },
): Verdict => {
  const problems: Problems = ({ attempts, lasting }) => {
    const silent = outagesOf(attempts).filter((one) => one.silent);
    const most = mostSilentAtOnce(silent);
    return [
      ...(most > nodes
        ? [`${most} nodes were silent at one moment: ${spansOf(silentAtOnce(silent))}`]
        : []),
      ...outageLines(
        silent.filter(({ from, until }) => lasting(from, until) > within),
        history,
      ),
    ];
  };
  const silent = outagesOf(against(history).attempts).filter((one) => one.silent);
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
  judged(history, (reading) => {
    const isGap = gapsOf(proxy, history, reading);
    return outageLines(
      outagesOf(reading.answered).filter((one) => !isGap(one)),
      history,
    );
  });

/** No request failed to any node but these. */
export const judgeOthers = (history: History, lost: readonly string[]): Verdict =>
  judged(
    history,
    ({ answered }) => outageLines(outagesOf(toOthers(answered, lost)), history),
    unlessOthers(history, lost),
  );

const toOthers = (attempts: readonly Attempt[], lost: readonly string[]): readonly Attempt[] =>
  attempts.filter(({ node }) => !lost.includes(node));

const unlessOthers = ({ schedule }: History, lost: readonly string[]): readonly string[] =>
  schedule !== undefined && nodesOf(schedule).every((node) => lost.includes(node))
    ? ["no other node was asked"]
    : [];

/** No node but these was silent for longer than `within`, and from the first failed request to others until the last not more than `span` passed. */
export const judgeLoss = (
  history: History,
  lost: readonly string[],
  { within, span }: { readonly within: Milliseconds; readonly span: Milliseconds },
): Verdict => {
  const problems: Problems = ({ attempts, answered, lasting }) => {
    const outages = outagesOf(toOthers(answered, lost));
    const silent = outagesOf(toOthers(attempts, lost));
    const from = least(outages.map((one) => one.from));
    const until = greatest(outages.map((one) => one.until));
    const tooLong = outages.length > 0 && lasting(from, until) > span;
    const isTooLong = (one: Outage) => lasting(one.from, one.until) > within;
    return [
      ...(tooLong ? [`requests to other nodes failed from ${at(from)} to ${at(until)}`] : []),
      ...outageLines(
        silent.filter((one) => tooLong || isTooLong(one)),
        history,
      ),
    ];
  };
  const outages = outagesOf(toOthers(against(history).attempts, lost));
  return judged(history, problems, [...unlessOthers(history, lost), ...unended(outages, within)]);
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

/**
 * Whether an outage is a proxy's being replaced: the swarm says that it is shut down after it has answered for the
 * last time, and before the next one does. Where lines are missing, it may have said so, or the next one answered.
 */
const gapsOf = (proxy: string, history: History, { answered, isWhole }: Reading) => {
  const answers = groupedBy(against(history).attempts, ({ node }) => node, answersIn);
  const noise = groupedBy(answered.filter(isNoise), ({ node }) => node, inOrder);
  return ({ node, from, until, ended }: Outage): boolean => {
    const own = noise.get(node) ?? [];
    const last = answers.get(node)?.lastBefore(from) ?? 0;
    const next = answers.get(node)?.firstAfter(from) ?? Number.POSITIVE_INFINITY;
    const isStopped = history.occurrences.some(
      ({ at: then, what }) =>
        what.startsWith(`${proxy} on ${node} is shutdown`) && then >= last && then <= next,
    );
    return (
      (own[firstAt(from, own)]?.sent ?? until) >= until &&
      (ended || !isWhole("attempts")) &&
      (isStopped || !isWhole("occurrences"))
    );
  };
};

const groupedBy = <Value>(
  attempts: readonly Attempt[],
  key: (attempt: Attempt) => string,
  made: (own: readonly Attempt[]) => Value,
): ReadonlyMap<string, Value> =>
  new Map([...Map.groupBy(attempts, key)].map(([name, own]) => [name, made(own)]));

/** A failure that no proxy makes by not being there. */
const isNoise = (one: Attempt): boolean => !isAnswered(one) && !isSilence(one);

/**
 * Whoever talks nonsense is there, a wrong certificate is an answer, and of what is behind a relay that failed nothing
 * is known. A proxy that has not yet learned of a tenant ends the handshake: that is not yet being there.
 */
const isSilence = ({ status, error = "" }: Attempt): boolean =>
  status === undefined && !/^(answer|certificate|protocol|relay):/.test(error);
