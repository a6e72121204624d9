interface Facts {
  readonly cause?: unknown;
  /** The next thing that the reader should do, as a sentence without a full stop. */
  readonly hint?: string;
}

/** Base of every error that swarmspec raises on purpose: what, where, wanted and seen, and a hint. */
export class SwarmspecError extends Error {
  override readonly name: string = "SwarmspecError";
  readonly hint: string | undefined;

  constructor(message: string, facts: Facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.hint = facts.hint;
  }
}

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

  constructor(problem: string, facts: Facts & { readonly place?: Place } = {}) {
    super(`${describePlace(facts.place)}${problem}`, facts);
    this.place = facts.place;
  }
}

/** The cluster did not reach the described state; carries the last thing seen. */
export class NotConverged extends SwarmspecError {
  override readonly name = "NotConverged";
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
