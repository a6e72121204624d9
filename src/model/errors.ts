import { type Line, oneLine } from "./line.ts";

interface Facts {
  readonly cause?: unknown;
  /** The next thing that the reader should do, as a sentence without a full stop. */
  readonly hint?: string;
}

/** What an error says: a line, or several. Whatever others have put into one of them, it stays one. */
type Words = string | readonly string[];

/** Base of every error that swarmspec raises on purpose: what, where, wanted and seen, and a hint. */
export class SwarmspecError extends Error {
  override readonly name: string = "SwarmspecError";
  /** The message, as it can be printed. */
  readonly lines: readonly Line[];
  readonly hint: Line | undefined;

  constructor(words: Words, { cause, hint }: Facts = {}) {
    const lines = [words].flat().map((line) => oneLine(line));
    super(lines.join("\n"), cause === undefined ? undefined : { cause });
    this.lines = lines;
    this.hint = hint === undefined ? undefined : oneLine(hint);
  }
}

/** What went wrong, as it can be printed: of an error that is not ours all is in one line. */
export const errorLines = (error: unknown): readonly Line[] => {
  if (error instanceof SwarmspecError) return error.lines;
  return [oneLine(error instanceof Error ? error.message : String(error))];
};

/** Where in the user's own text a mistake is; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The path of a key in a stack file, for example `services.web.deploy.replicas`. */
  readonly field?: string;
}

/** The user's input is wrong: exit 2, and nothing was started or changed. */
export class BadInput extends SwarmspecError {
  override readonly name = "BadInput";
  readonly place: Place | undefined;

  constructor(problem: Words, facts: Facts & { readonly place?: Place } = {}) {
    const [first = "", ...others] = [problem].flat();
    super([`${describePlace(facts.place)}${first}`, ...others], facts);
    this.place = facts.place;
  }
}

/** All of them in one, each with its hint, by their places; those without one are last. */
export const severalProblems = (problems: readonly BadInput[]): BadInput => {
  const [first, another] = problems;
  if (first !== undefined && another === undefined) return first;
  const inOrder = problems.toSorted((one, other) => byPlace(one.place, other.place));
  const withHints = inOrder.map(({ lines, hint }) => [...lines, ...(hint ? [`  ${hint}`] : [])]);
  return new BadInput(withHints.flat());
};

const byPlace = (one: Place | undefined, other: Place | undefined): number => {
  if (one === undefined || other === undefined) return Number(!one) - Number(!other);
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return (one.line ?? 0) - (other.line ?? 0);
};

/** The cluster did not reach the described state; carries the last thing seen. */
export class NotConverged extends SwarmspecError {
  override readonly name = "NotConverged";
}

/** A promise could not be judged: neither kept nor broken, as far as was seen. It may be measured again. */
export class Unknown extends SwarmspecError {
  override readonly name = "Unknown";
}

/** Something that has to answer did not: an engine, a registry, a node. */
export class Unreachable extends SwarmspecError {
  override readonly name = "Unreachable";
}

/** The swarm has no leader: it can be neither read nor written, though what runs goes on. */
export class NoLeader extends SwarmspecError {
  override readonly name = "NoLeader";
}

/** An answer came that nobody can use: too long, say, or in another protocol. Its message is a few words of ours. */
export class UnfitAnswer extends Error {
  override readonly name = "UnfitAnswer";
  readonly code = "EANSWER";
  /** Absent where the answer had none. */
  readonly status: number | undefined;

  constructor(words: string, status?: number) {
    super(words);
    this.status = status;
  }
}

const describePlace = (place: Place | undefined): string => {
  if (place === undefined) return "";
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined);
  return `${position.join(":")}: ${place.field === undefined ? "" : `${place.field}: `}`;
};
