import { dirname } from "node:path";
import type { FileSpec, NetworkSpec, ServiceSpec } from "../model/spec.ts";
import type { Context, Placed } from "./context.ts";
import type { StackDraft } from "./draft.ts";
import type { Variables } from "./env-file.ts";
import type { Lookup } from "./interpolate.ts";
import { entriesOf, ownFiles } from "./stack-files.ts";
import { loadedStack } from "./stack-load.ts";
import { findStackFile, shownAs } from "./stack-lookup.ts";
import { mergedStack } from "./stack-merge.ts";
import { externalNetworks, ownNetworks } from "./stack-networks.ts";
import { badKey, placeIn, type Scope } from "./stack-scope.ts";
import { serviceOf } from "./stack-service.ts";
import { readStack, type StackSource } from "./stack-source.ts";
import { stackWarnings } from "./stack-warnings.ts";
import type { Path } from "./yaml-source.ts";

/** What the files of one stack ask for. */
export interface Stack {
  readonly name: string;
  readonly services: readonly Placed<ServiceSpec>[];
  readonly networks: readonly Placed<NetworkSpec>[];
  readonly configs: readonly Placed<FileSpec>[];
  readonly secrets: readonly Placed<FileSpec>[];
  /** Networks that someone else has to make. */
  readonly externals: readonly Placed<string>[];
  /** What of the files `docker stack deploy` ignores, as sentences for people. */
  readonly warnings: readonly string[];
}

interface Around {
  readonly context: Context;
  /** Those of env files: behind those of the stack itself, before those of the environment. */
  readonly variables: Variables;
}

/** Reads, merges and converts the files of one stack; throws BadInput at the key that is wrong. */
export const stackOf = (draft: Placed<StackDraft>, around: Around): Stack => {
  const lookup = lookupFor(draft.value, around);
  const found = draft.value.files.map((file) =>
    findStackFile({ value: file, place: draft.place }, around.context),
  );
  const sources = found.map((file) => readStack(file, lookup));
  const folder = dirname(found[0]?.path ?? around.context.cwd);
  const scope = scopeOf(sources, { name: draft.value.name, folder, lookup, ...around.context });
  const warnings = sources.flatMap((source) => stackWarnings(source, lookup));
  return { ...converted(scope), warnings };
};

const lookupFor = ({ variables: own }: StackDraft, { context, variables }: Around): Lookup => {
  const known = new Map(
    [context.environment, variables, own].flatMap((all) => Object.entries(all)),
  );
  return (variable) => known.get(variable);
};

interface Surroundings extends Context {
  readonly name: string;
  readonly folder: string;
  readonly lookup: Lookup;
}

const scopeOf = (sources: readonly StackSource[], { name, ...rest }: Surroundings): Scope => {
  refuseOtherVersions(sources);
  const placeOf = (path: Path) => placeIn(sources, path);
  const around = { ...rest, show: (path: string) => shownAs(path, rest) };
  const file = sources
    .map((source) => loadedStack({ ...around, ...source }))
    .reduce((base, over) => mergedStack(base, over));
  if (Object.keys(file.services).length === 0)
    throw badKey({ placeOf }, ["services"], { problem: "a stack must have a service" });
  return { ...around, stack: name, file, placeOf };
};

/** As the CLI does: two files have the same version, or none. */
const refuseOtherVersions = ([first, ...others]: readonly StackSource[]): void => {
  const other = others.find(({ minor }) => minor !== first?.minor);
  if (first === undefined || other === undefined) return;
  throw badKey(other, ["version"], {
    problem: `version 3.${other.minor}, but ${first.shown} has 3.${first.minor}`,
    hint: "give both files the same version, or none",
  });
};

const converted = (scope: Scope): Omit<Stack, "warnings"> => {
  const files = { configs: entriesOf("configs", scope), secrets: entriesOf("secrets", scope) };
  return {
    name: scope.stack,
    services: Object.entries(scope.file.services).map(([name, written]) => ({
      value: serviceOf(name, written, { scope, files }),
      place: scope.placeOf(["services", name]),
    })),
    networks: ownNetworks(scope),
    configs: ownFiles(files.configs),
    secrets: ownFiles(files.secrets),
    externals: externalNetworks(scope),
  };
};
