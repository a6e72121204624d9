import { read } from "../model/read.ts";
import type { Schedule } from "../model/schedule.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type {
  Attempt,
  Hearing,
  History,
  HistoryFile,
  Machine,
  MachineLine,
  Occurrence,
  Share,
} from "../model/watch.ts";

/** The texts of a history's files, an object a line, and in the last line how many there are. */
export type HistoryTexts = Readonly<Record<HistoryFile, string>>;

/** What is known of a watch besides its files. */
export interface Ended {
  /** See History; 0 unless told. */
  readonly begun?: Milliseconds;
  /** Until its last request left, unless told. */
  readonly lasted?: Milliseconds;
  readonly troubles?: readonly string[];
}

/** All that a watch has told, also one that was cut off. */
export const historyOf = (
  texts: HistoryTexts,
  { begun = milliseconds(0), lasted, troubles = [] }: Ended = {},
): History => {
  const [schedule, attempts] = begunWith(linesOf<Attempt>(texts.attempts));
  const occurrences = linesOf<Occurrence>(texts.occurrences);
  const hearings = linesOf<Hearing>(texts.hearings);
  const machine = linesOf<MachineLine>(texts.machine);
  const all = { attempts: linesOf(texts.attempts), occurrences, hearings, machine };
  return {
    ...(schedule && { schedule }),
    attempts: attempts.lines,
    occurrences: occurrences.lines.toSorted((one, other) => one.at - other.at),
    hearings: hearings.lines,
    machine: machineOf(machine.lines),
    begun,
    lasted: lasted ?? lastSent(attempts.lines),
    incomplete: fileNames.filter((name) => !all[name].isWhole),
    troubles,
  };
};

const fileNames = ["attempts", "hearings", "machine", "occurrences"] as const;

interface Lines<Line> {
  readonly lines: readonly Line[];
  /** Whether all is there that was written. */
  readonly isWhole: boolean;
}

const linesOf = <Line>(text: string): Lines<Line> => {
  const all = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => read<Line | { readonly lines: number }>(line));
  const last = all.at(-1);
  const end = isEnd(last) ? last.lines : undefined;
  const lines = all.filter((line): line is Line => line !== undefined && !isEnd(line));
  return { lines, isWhole: lines.length === end };
};

const isEnd = (line: unknown): line is { readonly lines: number } =>
  typeof line === "object" && line !== null && "lines" in line;

/** The first line of the attempts says what was to be asked. */
const begunWith = ({
  lines,
  ...rest
}: Lines<Attempt>): [schedule: Schedule | undefined, attempts: Lines<Attempt>] => {
  const [first, ...attempts] = lines as readonly [
    ({ schedule: Schedule } & Attempt)?,
    ...Attempt[],
  ];
  return first?.schedule === undefined
    ? [undefined, { lines, ...rest }]
    : [first.schedule, { lines: attempts, ...rest }];
};

const machineOf = (lines: readonly MachineLine[]): Machine => ({
  shares: lines.filter((line): line is Share => "left" in line),
  stalls: lines.filter((line) => "stalled" in line),
});

const lastSent = (attempts: readonly Attempt[]): Milliseconds =>
  attempts.reduce((last, { sent }) => milliseconds(Math.max(last, sent)), milliseconds(0));
