import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BadInput } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { warningsOf } from "../spec/check.ts";
import type { Context } from "../spec/context.ts";
import { clustersIn } from "../spec/feature.ts";
import type { FeatureText } from "../spec/gherkin.ts";
import { type Around, print } from "./around.ts";

/** The one cluster that the features describe; `features` if no paths are given. Throws BadInput. */
export const describedCluster = (paths: readonly string[], around: Around): ClusterSpec => {
  const texts = featureTexts(paths, around);
  const specs = clustersIn(texts, contextOf(around));
  const [spec, another] = specs;
  if (spec === undefined)
    throw new BadInput("no Background in these features describes a cluster", {
      hint: 'begin one with: Given a swarm "NAME" with these nodes',
    });
  if (another !== undefined) throw severalClusters(specs);
  for (const warning of warningsOf(spec)) print(around.stderr, `warning: ${warning}`);
  return spec;
};

/** Throws BadInput if one of the features describes a cluster that cannot be. */
export const refuseImpossible = (paths: readonly string[], around: Around): void => {
  const specs = clustersIn(featureTexts(paths, around), contextOf(around));
  for (const warning of specs.flatMap(warningsOf)) print(around.stderr, `warning: ${warning}`);
};

export const contextOf = ({ cwd, env }: Pick<Around, "cwd" | "env">): Context => ({
  cwd,
  read: (path) => readFileSync(path, "utf8"),
  environment: env,
});

/** Feature files at the paths, folders searched through. Throws BadInput for a path that leads nowhere. */
export const featureTexts = (
  paths: readonly string[],
  { cwd }: Pick<Around, "cwd">,
): readonly FeatureText[] =>
  (paths.length === 0 ? ["features"] : paths)
    .flatMap((path) => featuresAt(resolve(cwd, path), path))
    .map((path) => ({ path: relative(cwd, path), text: readFileSync(path, "utf8") }));

const featuresAt = (path: string, asWritten: string): readonly string[] => {
  if (!existsSync(path)) throw new BadInput(`there is no feature at ${asWritten}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".feature"))
    .toSorted()
    .map((name) => join(path, name));
};

const severalClusters = (specs: readonly ClusterSpec[]): BadInput =>
  new BadInput(
    `the features describe ${specs.length} different clusters: ${specs.map(({ name }) => name).join(", ")}`,
    { hint: "name the feature of the one that you mean" },
  );
