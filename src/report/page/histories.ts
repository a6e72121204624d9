import type { History } from "../../model/watch.ts";

/** What watches wrote down while they ran, by the folder that each names. */
export type Histories = ReadonlyMap<string, History>;
