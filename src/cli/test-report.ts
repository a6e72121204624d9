import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "@cucumber/messages";
import { attached } from "../model/attachment.ts";
import { read } from "../model/read.ts";
import type { WatchTold } from "../model/watch.ts";
import type { Histories } from "../report/page/histories.ts";
import { page } from "../report/page/page.ts";
import { runTold } from "../report/run/run.ts";
import { summary } from "../report/summary.ts";
import { files, readHistory } from "./history.ts";
import { putFile } from "./report-folder.ts";
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
  putFile(join(folder, "index.html"), await page(run, historiesOf(folder, messages)));
  putFile(join(folder, "summary.md"), summary(run));
};

/** The last line may be cut off, if the disk was full. */
const messagesOf = (text: string): readonly Envelope[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => read<Envelope>(line))
    .filter((message) => message !== undefined);

const historiesOf = (folder: string, messages: readonly Envelope[]): Histories => {
  const named = messages
    .flatMap(({ attachment }) => attachment ?? [])
    .filter(({ mediaType }) => mediaType === attached.watch)
    .map(({ body }) => read<WatchTold>(body)?.history)
    .filter((history) => history !== undefined);
  return new Map(
    named
      .filter((history) => existsSync(join(folder, history, files.attempts)))
      .map((history) => [history, readHistory(join(folder, history))]),
  );
};
