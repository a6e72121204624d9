import { isAnswered } from "../model/sample.ts";
import { dueAt, questionAt, type Schedule, turnOf, turnsUntil } from "../model/schedule.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt, History, HistoryFile } from "../model/watch.ts";
import { allOfIt, inTime, type Lasting, longestAnswer } from "./in-time.ts";
import { timeLeft, withoutEvidence } from "./time-left.ts";

/** One way to take what a history tells. */
export interface Reading {
  readonly attempts: readonly Attempt[];
  /** The same, but that an answer is only late by the time that the machine had for it: it did come. */
  readonly answered: readonly Attempt[];
  /** How much of a span counts. */
  readonly lasting: Lasting;
  /** Whether what a file does not tell did not happen. */
  readonly isWhole: (file: HistoryFile) => boolean;
}

/** Against the cluster: each failure counts, and each moment. What this finds nothing wrong with is right. */
export const against = ({ attempts, machine, incomplete }: History): Reading => ({
  attempts: inTime(attempts),
  answered: inTime(attempts, incomplete.includes("machine") ? allOfIt : timeLeft(machine)),
  lasting: allOfIt,
  isWhole: () => true,
});

/**
 * In favour of the cluster: what is not recorded was answered, what may be the machine's doing is no evidence, and
 * time that the machine did not have does not count. What this finds wrong is wrong. A failure that is no evidence is
 * no answer either: what was silent before it and after it was silent all the time.
 */
export const inFavour = (history: History): Reading => {
  const { schedule, incomplete, machine } = history;
  const isWhole = (file: HistoryFile): boolean => !incomplete.includes(file);
  // Without these nobody knows what was not recorded, or what was the machine's doing.
  if (schedule === undefined || !isWhole("machine")) {
    const told = inTime(history.attempts, never).filter((one) => isSpoken(one));
    return { attempts: told, answered: told, lasting: never, isWhole };
  }
  const lasting = timeLeft(machine);
  const excused = excuse(history, lasting);
  const told = inTime(history.attempts, lasting).filter((one) => !excused(one));
  const attempts = [...told, ...unrecorded(history, schedule)];
  return { attempts, answered: attempts, lasting, isWhole };
};

const never: Lasting = () => 0;

/** Whether a failure may be the machine's doing: it was waited for while there was no time for it. */
const excuse = ({ machine }: History, lasting: Lasting) => {
  const blind = withoutEvidence(machine);
  return (one: Attempt): boolean => {
    const [from, until] = [one.sent, one.sent + one.ms];
    if (!isExcusable(one)) return false;
    if (one.ms >= longestAnswer && lasting(from, until) < longestAnswer) return true;
    return blind.some((span) => from <= span.until && until >= span.at);
  };
};

/** Whether somebody said something, which needs no schedule to count. */
const isSpoken = (one: Attempt): boolean =>
  !isExcusable(one) && (one.status !== undefined || one.error !== "refused");

/**
 * A wrong certificate, a wrong tenant or an error page below 500 is an answer, and no machine makes it; a connection
 * is refused by the kernel, at once, where nobody listens.
 */
const isExcusable = (one: Attempt): boolean =>
  !isAnswered(one) &&
  (one.status === undefined ? !/^(certificate:|refused)/.test(one.error ?? "") : one.status >= 500);

/** What was due until the watch ended and is not told, as if it had been answered at once. */
const unrecorded = (
  { attempts, lasted }: { readonly attempts: readonly Attempt[]; readonly lasted: Milliseconds },
  schedule: Schedule,
): readonly Attempt[] => {
  const told = new Set(attempts.map(({ due }) => turnOf(schedule, due)));
  return Array.from({ length: turnsUntil(schedule, lasted) }, (_, turn) => turn)
    .filter((turn) => !told.has(turn))
    .map((turn) => {
      const [question, due] = [questionAt(schedule, turn), dueAt(schedule, turn)];
      const { tenant: answeredBy, expected } = question;
      const answer = { status: 200, answeredBy, forwardedFor: [expected], ms: milliseconds(0) };
      return { ...question, ...answer, due, sent: due };
    });
};
