import { isAbsolute, join, relative, resolve } from "node:path";
import {
  type IRunConfiguration,
  type ISupportCodeLibrary,
  loadSupport,
} from "@cucumber/cucumber/api";
import { BadInput } from "../model/errors.ts";
import { seconds } from "../model/units.ts";
import type { Around } from "./around.ts";
import { allMessages, environmentOf } from "./cucumber-configuration.ts";

/** A step definition, as far as cucumber's own type hides it. */
export interface StepCode {
  readonly id: string;
  readonly pattern: string | RegExp;
  readonly uri: string;
  readonly line: number;
  readonly code: { readonly length: number };
  readonly options: { timeout?: number };
  matchesStepName(text: string): boolean;
}

interface Library extends ISupportCodeLibrary {
  readonly stepDefinitions: readonly StepCode[];
  readonly World: { readonly prototype: object };
}

const patience = seconds(15 * 60);

/** The steps of a project, loaded; ours have their own patience, whatever is set for others. Throws BadInput. */
export const loadedSteps = async (
  run: IRunConfiguration,
  around: Pick<Around, "cwd" | "stderr">,
): Promise<Library> => {
  const library = await loaded(run, around);
  const own = library.stepDefinitions.filter((step) => isOurs(step, around.cwd));
  // A step may raise a cluster from nothing, images included; what it waits for has deadlines of its own.
  for (const { options } of own) options.timeout ??= patience;
  if (own.length > 0 && !("say" in library.World.prototype))
    throw new BadInput("a World of your own takes the place of the one that our phrases need", {
      hint: "let it extend SwarmWorld of steps/world.ts",
    });
  return library;
};

/** Whether it comes with swarmspec: such a step never has a callback. */
export const isOurs = ({ uri }: StepCode, cwd: string): boolean => {
  const path = relative(join(import.meta.dirname, "../../steps"), resolve(cwd, uri));
  return !path.startsWith("..") && !isAbsolute(path);
};

const loaded = async (
  run: IRunConfiguration,
  around: Pick<Around, "cwd" | "stderr">,
): Promise<Library> => {
  try {
    return (await loadSupport(run, environmentOf(around))) as Library;
  } catch (error) {
    throw new BadInput(`the steps cannot be loaded: ${allMessages(error)}`, {
      cause: error,
      hint: placeOf(error),
    });
  }
};

/** Node keeps to itself where a syntax error is. */
const placeOf = (error: unknown): string => {
  const [, place] = (error instanceof Error ? (error.stack ?? "") : "").match(ownFrame) ?? [];
  return place === undefined ? "node --check FILE says where it is" : `it was thrown at ${place}`;
};

const ownFrame = /file:\/\/(\/(?!\S*\/node_modules\/)[^\s)]+:\d+:\d+)/;
