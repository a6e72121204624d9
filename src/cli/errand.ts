import type { Question } from "../model/sample.ts";
import type { Schedule } from "../model/schedule.ts";
import type { Milliseconds } from "../model/units.ts";
import type { Way } from "../probe/ask.ts";

/** What a prober is told when it starts. */
export interface Errand {
  /** Its `from` is the prober's to say. */
  readonly schedule: Schedule;
  readonly ways: readonly (readonly [key: string, Way])[];
  /** Gets the history. */
  readonly folder: string;
  /** The watch's zero, as the machine's uptime. */
  readonly began: Milliseconds;
}

/** Two questions with the same key travel the same way. */
export const wayKey = ({ node, client, scheme }: Question): string => `${node} ${client} ${scheme}`;
