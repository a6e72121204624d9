import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "@cucumber/messages";
import { attached } from "../model/attachment.ts";
import { BadInput } from "../model/errors.ts";
import { read } from "../model/read.ts";
import type { History, WatchTold } from "../model/watch.ts";
import { junit } from "../report/junit.ts";
import type { Histories, Unread } from "../report/page/histories.ts";
import { runTold } from "../report/run/run.ts";
import type { RunTold } from "../report/run/told.ts";
import { summary } from "../report/summary.ts";
import { files, readHistory } from "./history.ts";
import { clearedFile, putFile } from "./report-folder.ts";
import { version } from "./version.ts";

/**
 * Where cucumber leaves its messages, from which the rest of the report is made: of the whole run, and of those in
 * which what was unknown was measured for the second and third time.
 */
export const messagesIn = (folder: string, time = 1): string =>
  join(folder, time === 1 ? "messages.ndjson" : `messages-${time}.ndjson`);

const made = { page: "index.html", summary: "summary.md", junit: "junit.xml" };

/** How often a scenario is measured at most. */
export const mostTimes = 3;

/** Takes away what another run has left: a run that is killed must not seem to be that one. */
export const clearReport = (folder: string): void => {
  for (const file of Object.values(made)) clearedFile(join(folder, file));
  for (let time = 1; time <= mostTimes; time++) clearedFile(messagesIn(folder, time));
};

interface Written {
  /** What is told in all three files. */
  readonly run: RunTold;
  /** Which of them could not be written, and why. */
  readonly unwritten: readonly string[];
}

/** Makes index.html, summary.md and junit.xml of a report folder from its messages and histories, as far as it can. */
export const writeTestReport = async (
  folder: string,
  { times = 1, ...how }: Ended,
): Promise<Written> => {
  const [messages = [], ...later] = passesIn(folder, times);
  const run = runTold(messages, { version: version(), later, ...how });
  const histories = await historiesOf(folder, [messages, ...later].flat());
  // What draws pictures takes a second to load, which nobody waits for before there is one to draw.
  const { page } = await import("../report/page/page.ts");
  const texts = [
    [made.junit, junit(run)],
    [made.summary, summary(run)],
    [made.page, await page(run, histories)],
  ] as const;
  const unwritten = texts.flatMap(([name, text]) => reasonAgainst(join(folder, name), text));
  return { run, unwritten };
};

/** Why a file could not be written; the others may be all the same. */
const reasonAgainst = (path: string, text: string): readonly string[] => {
  try {
    putFile(path, text);
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return [error.message];
  }
};

/** What a run has left in its report folder, told again. */
export const toldIn = (folder: string, how: Omit<Ended, "times">): RunTold => {
  const times = Array.from({ length: mostTimes }, (_, i) => i + 1);
  const there = times.filter((time) => existsSync(messagesIn(folder, time))).length;
  const [messages = [], ...later] = passesIn(folder, there);
  return runTold(messages, { version: version(), later, ...how });
};

const passesIn = (folder: string, times: number): readonly (readonly Envelope[])[] =>
  Array.from({ length: times }, (_, i) =>
    messagesOf(readFileSync(messagesIn(folder, i + 1), "utf8")),
  );

interface Ended {
  readonly interrupted: boolean;
  /** Cucumber's own word. */
  readonly success: boolean;
  /** How often what was unknown was measured; once unless told. */
  readonly times?: number;
}

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
