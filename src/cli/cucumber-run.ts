import { extname } from "node:path";
import { type IRunOptions, runCucumber } from "@cucumber/cucumber/api";
import type { Envelope } from "@cucumber/messages";
import { BadInput } from "../model/errors.ts";
import type { Around } from "./around.ts";
import { allMessages, environmentOf } from "./cucumber-configuration.ts";

/** A module of ours beside this one, as cucumber loads it; compiled, it has another ending. */
export const moduleBeside = (name: string): string =>
  new URL(`./${name}${extname(import.meta.filename)}`, import.meta.url).href;

/** The formatter of a standard output that is not cucumber's. */
export const silent = moduleBeside("silent-formatter");

/** Cucumber's own run. Throws BadInput where it cannot begin: what it was told cannot be done. */
export const cucumberRun = async (
  run: IRunOptions,
  around: Pick<Around, "cwd" | "stderr">,
  hear: (message: Envelope) => void,
): Promise<{ readonly success: boolean }> => {
  let began = false;
  try {
    return await runCucumber(run, environmentOf(around), (message) => {
      began ||= message.testRunStarted !== undefined;
      hear(message);
    });
  } catch (error) {
    if (began) throw error;
    throw new BadInput(`cucumber cannot begin: ${allMessages(error)}`, { cause: error });
  }
};
