import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "@cucumber/messages";
import { attached } from "../model/attachment.ts";
import { read } from "../model/read.ts";
import type { History, WatchTold } from "../model/watch.ts";
import type { Histories, Unread } from "../report/page/histories.ts";
import { page } from "../report/page/page.ts";
import { runTold } from "../report/run/run.ts";
import { summary } from "../report/summary.ts";
import { files, readHistory } from "./history.ts";
import { version } from "./version.ts";

/** Where cucumber leaves its messages, from which the rest of the report is made. */
export const messagesIn = (folder: string): string => join(folder, "messages.ndjson");

/** Makes index.html and summary.md of a report folder from its messages and histories. */
export const writeTestReport = async (
  folder: string,
  { interrupted }: { readonly interrupted: boolean },
): Promise<void> => {
  const messages = messagesOf(readFileSync(messagesIn(folder), "utf8"));
  const run = runTold(messages, { version: version(), interrupted });
  writeFileSync(join(folder, "index.html"), await page(run, await historiesOf(folder, messages)));
  writeFileSync(join(folder, "summary.md"), summary(run));
};

/** The last line may be cut off, if the disk was full. */
const messagesOf = (text: string): readonly Envelope[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => read<Envelope>(line))
    .filter((message) => message !== undefined);

const historiesOf = async (folder: string, messages: readonly Envelope[]): Promise<Histories> => {
  const named = messages
    .flatMap(({ attachment }) => attachment ?? [])
    .filter(({ mediaType }) => mediaType === attached.watch)
    .map(({ body }) => read<WatchTold>(body)?.history)
    .filter((history) => history !== undefined);
  const histories = new Map<string, History | Unread>();
  for (const history of named.filter((one) => existsSync(join(folder, one, files.attempts))))
    histories.set(history, await readHistory(join(folder, history)).catch(unread));
  return histories;
};

/** All else of the report is there all the same. */
const unread = (cause: unknown): Unread => ({
  reason: `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`,
});
