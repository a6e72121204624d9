import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterSpec } from "../src/model/spec.ts";
import { clusterOfStackFiles } from "../src/spec/bare-stack.ts";

/** A stack of the fixtures: its files in the order in which they are merged. */
export interface StackFixture {
  readonly name: string;
  /** The folder of the fixtures, from the working directory. */
  readonly folder: string;
  readonly files: readonly string[];
}

/** Where the fixtures are on the node; swarmspec is told the same, as relative paths become absolute ones. */
export const folderOnNode = "/stack-files";

/** The name of the cluster and of the one stack in it. */
export const stackName = "like-docker";

export const variables: Readonly<Record<string, string>> = {
  EDITION: "7",
  REPLICAS: "2",
  EMPTY: "",
};

/** Every NAME.yml of a folder as a stack, with NAME.second.yml merged over it if there is one. */
export const stacksIn = (folder: string): readonly StackFixture[] => {
  const all = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return all
    .filter((name) => !name.endsWith(".second.yml"))
    .toSorted()
    .map((name) => {
      const second = name.replace(/\.yml$/, ".second.yml");
      return { name, folder, files: all.includes(second) ? [name, second] : [name] };
    });
};

/** What swarmspec reads out of a stack; throws BadInput. */
export const specOf = ({ folder, files }: StackFixture): ClusterSpec =>
  clusterOfStackFiles(
    files.map((file) => join(folderOnNode, file)),
    { name: stackName, managers: 1 },
    {
      cwd: folderOnNode,
      environment: variables,
      read: (path) => readFileSync(path.replace(folderOnNode, folder), "utf8"),
    },
  );
