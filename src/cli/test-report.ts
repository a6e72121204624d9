import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "@cucumber/messages";
import { attached } from "../model/attachment.ts";
import { read } from "../model/read.ts";
import type { History, WatchTold } from "../model/watch.ts";
import { junit } from "../report/junit.ts";
import type { Histories, Unread } from "../report/page/histories.ts";
import { page } from "../report/page/page.ts";
import { runTold } from "../report/run/run.ts";
import type { RunTold } from "../report/run/told.ts";
import { summary } from "../report/summary.ts";
import { files, readHistory } from "./history.ts";
import { clearedFile, putFile } from "./report-folder.ts";
import { version } from "./version.ts";

/** Where cucumber leaves its messages, from which the rest of the report is made. */
export const messagesIn = (folder: string): string => join(folder, "messages.ndjson");

const made = { page: "index.html", summary: "summary.md", junit: "junit.xml" };

/** Takes away what another run has left: a run that is killed must not seem to be that one. */
export const clearReport = (folder: string): void => {
  for (const file of Object.values(made)) clearedFile(join(folder, file));
  clearedFile(messagesIn(folder));
};

/**
 * Makes index.html, summary.md and junit.xml of a report folder from its messages and histories; returns the
 * verdict that is in all three. `success` is cucumber's own word.
 */
export const writeTestReport = async (
  folder: string,
  how: { readonly interrupted: boolean; readonly success: boolean },
): Promise<RunTold["verdict"]> => {
  const messages = messagesOf(readFileSync(messagesIn(folder), "utf8"));
  const run = runTold(messages, { version: version(), ...how });
  putFile(join(folder, made.junit), junit(run));
  putFile(join(folder, made.summary), summary(run));
  putFile(join(folder, made.page), await page(run, await historiesOf(folder, messages)));
  return run.verdict;
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
