import type { History } from "../../model/watch.ts";

/** Why what a watch wrote down cannot be shown, as words for a sentence. */
export interface Unread {
  readonly reason: string;
}

/** What watches wrote down while they ran, by the folder that each names. */
export type Histories = ReadonlyMap<string, History | Unread>;
