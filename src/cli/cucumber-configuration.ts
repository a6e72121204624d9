import { glob } from "node:fs/promises";
import {
  type IRunConfiguration,
  type IRunEnvironment,
  loadConfiguration,
} from "@cucumber/cucumber/api";
import { BadInput } from "../model/errors.ts";

interface Wish {
  /** As the command line names them. */
  readonly paths: readonly string[];
  readonly tags: string | undefined;
}

interface Configured {
  readonly cucumber: IRunConfiguration;
  /** Of features; those of cucumber.js count only where the command line names none. */
  readonly paths: readonly string[];
  /** What leaves scenarios out, in words. */
  readonly picking: readonly string[];
}

/** How cucumber.js and the command line want it. Throws BadInput where a green run would not mean what it says. */
export const configured = async (
  { paths, tags }: Wish,
  environment: IRunEnvironment & { readonly cwd: string },
): Promise<Configured> => {
  const provided = tags === undefined ? {} : { tags };
  const { runConfiguration } = await loadConfiguration({ provided }, environment);
  refuseUnproved(runConfiguration);
  return {
    cucumber: runConfiguration,
    paths: paths.length > 0 ? paths : await found(runConfiguration.sources.paths, environment.cwd),
    picking: pickingOf(runConfiguration),
  };
};

const refuseUnproved = ({ runtime: { dryRun, retry } }: IRunConfiguration): void => {
  if (dryRun)
    throw new BadInput("cucumber's configuration sets dryRun, so nothing would be run", {
      hint: "take dryRun out of it",
    });
  if (retry > 0)
    throw new BadInput("cucumber's configuration sets retry, so what has failed could be green", {
      hint: "take retry out of it: a fail is a fail",
    });
};

const found = async (patterns: readonly string[], cwd: string): Promise<readonly string[]> => {
  const each = patterns.map(async (pattern) => {
    const met = await Array.fromAsync(glob(pattern, { cwd }));
    return met.length > 0 ? met.toSorted() : [pattern];
  });
  return (await Promise.all(each)).flat();
};

const pickingOf = ({ sources: { tagExpression, names, shard } }: IRunConfiguration): string[] => [
  ...(tagExpression ? [`the tags "${tagExpression}"`] : []),
  ...(names.length > 0 ? [`the names "${names.join('" and "')}"`] : []),
  ...(shard ? [`the shard ${shard}`] : []),
];
