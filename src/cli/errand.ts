import type { Question } from "../model/sample.ts";
import type { Milliseconds } from "../model/units.ts";
import type { Via } from "../probe/visit.ts";
import type { Lane } from "../run/watch.ts";

/** What a prober is told when it starts. */
export interface Errand {
  readonly lanes: readonly Lane[];
  readonly ways: readonly (readonly [key: string, Via])[];
  readonly rate: number;
  /** Those whose tenant's events are listened to, over https, and published. */
  readonly listeners: readonly Question[];
  /** Gets the history. */
  readonly folder: string;
  /** The watch's zero, as an epoch time. */
  readonly began: Milliseconds;
}

/** Two questions with the same key travel the same way. */
export const wayKey = ({ node, client, scheme }: Question): string => `${node} ${client} ${scheme}`;
