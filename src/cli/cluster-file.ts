import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BadInput } from "../model/errors.ts";
import { linesOf } from "../model/line.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { warningsOf } from "../spec/check.ts";
import type { Context } from "../spec/context.ts";
import { type Around, print } from "./around.ts";

/** What the command line adds to stack files that no feature describes. */
export interface Bare {
  /** Of the cluster and of its one stack. */
  readonly name?: string;
  /** How many nodes there are, each a manager; 1 unless told. */
  readonly managers?: number;
  /** The folder whose images a registry of the cluster holds. */
  readonly images?: string;
  readonly envFile?: readonly string[];
}

/** Whether people want to see the values of variables and what looks like a secret; they do not unless told. */
export interface Showing {
  readonly showValues?: boolean;
}

/** The one cluster that features or stack files describe; `features` if no paths are given. Throws BadInput. */
export const describedCluster = async (
  paths: readonly string[],
  around: Around,
  bare: Bare & Showing = {},
): Promise<ClusterSpec> => {
  const described = paths.some(isStackFile) ? bareCluster : featureCluster;
  const spec = await described(paths, around, bare);
  warn(around, warningsOf(spec));
  return spec;
};

/** In its own lines: one of them is quoted from docker, who has several. */
export const warn = ({ stderr }: Around, warnings: Iterable<string>): void => {
  for (const warning of warnings) print(stderr, ...linesOf(`warning: ${warning}`));
};

const flags: Readonly<Record<keyof Bare, string>> = {
  name: "--name",
  managers: "--managers",
  images: "--images",
  envFile: "--env-file",
};

const isStackFile = (path: string): boolean => /\.ya?ml$/i.test(path);

/** Where the registry of a cluster without a feature listens: stack files write their images so. */
const registryAddress = "registry:5000";

const bareCluster = async (
  paths: readonly string[],
  around: Around,
  { name, managers = 1, images, envFile = [], showValues }: Bare & Showing,
): Promise<ClusterSpec> => {
  const feature = paths.find((path) => !isStackFile(path));
  if (feature !== undefined)
    throw new BadInput(`${feature} is no stack file, and stack files go with no feature`, {
      hint: "name the stack file in the feature, in the phrase: these tenants on stack file",
    });
  if (name === undefined)
    throw new BadInput("a stack file alone has no name for its cluster", {
      hint: "add --name NAME",
    });
  const registry = images && { address: registryAddress, images: resolve(around.cwd, images) };
  const wish = { name, managers, envFiles: envFile, ...(registry && { registry }) };
  const { clusterOfStackFiles } = await import("../spec/bare-stack.ts");
  return clusterOfStackFiles(paths, wish, contextOf(around, { showValues }));
};

const featureCluster = async (
  paths: readonly string[],
  around: Around,
  bare: Bare & Showing,
): Promise<ClusterSpec> => {
  const option = Object.entries(flags).find(([key]) => bare[key as keyof Bare] !== undefined);
  if (option !== undefined)
    throw new BadInput(
      `${option[1]} goes with stack files only: a feature says such things itself`,
      {
        hint: "leave it out, or name a stack file instead of a feature",
      },
    );
  // Loaded only for features: a stack file needs no Gherkin, and a command should start at once.
  const read = await import("./feature-cluster.ts");
  const { spec, warnings } = await read.featureCluster(paths, around, contextOf(around, bare));
  warn(around, warnings);
  return spec;
};

export const contextOf = (
  { cwd, env }: Pick<Around, "cwd" | "env">,
  { showValues = false }: { readonly showValues?: boolean | undefined } = {},
): Context => ({
  ...{ cwd, showValues },
  read: (path) => readFileSync(path, "utf8"),
  environment: env,
});
