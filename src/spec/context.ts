import type { Place } from "../model/errors.ts";

/** What a feature is read against: nothing else of the world reaches the specification. */
export interface Context {
  /** The working directory, as an absolute path. */
  readonly cwd: string;
  /** The text of the file at an absolute path; throws when it cannot be read. */
  readonly read: (path: string) => string;
  /** Variables for stack files, behind those of the tenant's own row. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Values from outside and what looks secret are told as they are; they are not unless people have asked for it. */
  readonly showValues?: boolean;
}

/** A value and where in the user's text it comes from, if that is known. */
export interface Placed<Value> {
  readonly value: Value;
  readonly place: Place | undefined;
}
