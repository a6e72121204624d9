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

/** The lines of a file; undefined for one that is too long to be ours. */
type FileLines = AsyncIterable<string | undefined> | Iterable<string | undefined>;

/** The lines of a history's files, an object each, and in the last one how many there are. */
export type HistoryLines = Readonly<Record<HistoryFile, FileLines>>;

/** What is known of a watch besides its files. */
export interface Ended {
  /** See History; 0 unless told. */
  readonly begun?: Milliseconds;
  /** Until its last request left, unless told. */
  readonly lasted?: Milliseconds;
  readonly troubles?: readonly string[];
}

/** All that a watch has told, also one that was cut off. */
export const historyOf = async (
  files: HistoryLines,
  { begun = milliseconds(0), lasted, troubles = [] }: Ended = {},
): Promise<History> => {
  const [schedule, attempts] = begunWith(await linesOf<Attempt>(files.attempts));
  const occurrences = await linesOf<Occurrence>(files.occurrences);
  const hearings = await linesOf<Hearing>(files.hearings);
  const machine = await linesOf<MachineLine>(files.machine);
  const all = { attempts, occurrences, hearings, machine };
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

/** One after the other: all of them as one text may be longer than a text can be. */
const linesOf = async <Line>(file: FileLines): Promise<Lines<Line>> => {
  const lines: Line[] = [];
  let end: number | undefined;
  for await (const text of file) {
    if (text === "") continue;
    const line = text === undefined ? undefined : read<Line | { readonly lines: number }>(text);
    end = isEnd(line) ? line.lines : undefined;
    if (isObject(line) && !isEnd(line)) lines.push(line);
  }
  return { lines, isWhole: lines.length === end };
};

const isObject = <Line>(line: Line | undefined): line is Line & object =>
  typeof line === "object" && line !== null;

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
