import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { FileSpec, NetworkSpec, Outside, OutsideValue, ServiceSpec } from "../model/spec.ts";
import type { Context, Placed } from "./context.ts";
import type { StackDraft } from "./draft.ts";
import type { Filling, Variables } from "./env-file.ts";
import { isImage } from "./image-name.ts";
import { entriesOf, ownFiles } from "./stack-files.ts";
import { loadedStack } from "./stack-load.ts";
import { findStackFile, shownAs } from "./stack-lookup.ts";
import { mergedStack } from "./stack-merge.ts";
import { externalNetworks, ownNetworks } from "./stack-networks.ts";
import { badKey, placeIn, type Scope } from "./stack-scope.ts";
import { serviceOf } from "./stack-service.ts";
import { readStack, type StackSource, toldFile } from "./stack-source.ts";
import { type StackVariables, stackVariables } from "./stack-variables.ts";
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
  /** Services and networks with values from outside in them, as people are told of them. */
  readonly told: Pick<Outside, "services" | "networks">;
}

interface Around {
  readonly context: Context;
  /** Those of env files: behind those of the stack itself, before those of the environment. */
  readonly variables: Variables;
  /** Hears of each value from outside that is used. */
  readonly used: (value: OutsideValue) => void;
}

/** Reads, merges and converts the files of one stack; throws BadInput at the key that is wrong. */
export const stackOf = (draft: Placed<StackDraft>, around: Around): Stack => {
  const heard: OutsideValue[] = [];
  const used = (value: OutsideValue): void => {
    heard.push(value);
    around.used(value);
  };
  const variables = variablesOf(draft.value, { ...around, used });
  const found = draft.value.files.map((file) =>
    findStackFile({ value: file, place: draft.place }, around.context),
  );
  const sources = found.map((file) => readStack(file, variables));
  const folder = dirname(found[0]?.path ?? around.context.cwd);
  const home = () => variables.real.lookup("HOME");
  const surroundings = { name: draft.value.name, folder, home, ...around.context };
  const scope = scopeOf(sources, { ...surroundings, ...variables.real });
  const stack = converted(scope);
  refuseMisnamedImages(scope);
  const warnings = [
    ...sources.flatMap((source) => stackWarnings(source, variables.real.lookup)),
    ...(stack.services.length === 0 ? [`${found[0]?.shown}: no services: nothing runs`] : []),
  ];
  const isFilledIn = heard.length > 0 || found.some(({ text }) => text.includes("$"));
  const told = isFilledIn ? toldOf(stack, { sources, surroundings, variables }) : nothing;
  return { ...stack, warnings, told };
};

/** As Docker does, once all files are one. The image is not told, as what is wrong may come from a variable. */
const refuseMisnamedImages = (scope: Scope): void => {
  for (const [service, { image }] of Object.entries(scope.file.services))
    if (image !== undefined && !isImage(image))
      throw badKey(scope, ["services", service, "image"], {
        problem: "must be the name of an image like registry:5000/web:1.2, in small letters",
        hint: "write it without https://, and with a tag behind its last colon",
      });
};

const nothing = { services: [], networks: [] };

const variablesOf = (
  { variables: own }: StackDraft,
  { context, variables, used }: Around,
): StackVariables => {
  const { environment, showValues = false } = context;
  const all = stackVariables({ own, outside: [variables, environment], used });
  return showValues ? { real: all.real, told: all.real } : all;
};

interface Files {
  readonly sources: readonly StackSource[];
  readonly surroundings: Omit<Surroundings, keyof Filling>;
  readonly variables: StackVariables;
}

/** The same files once more, with variables by name, as far as that makes a difference. */
const toldOf = (
  real: Converted,
  { sources, surroundings, variables }: Files,
): Pick<Outside, "services" | "networks"> => {
  if (variables.told === variables.real) return nothing;
  const files = sources.map((source) => ({ ...source, file: toldFile(source, variables) }));
  const told = converted(scopeOf(files, { ...surroundings, ...variables.told }));
  return {
    services: others(told.services, real.services),
    networks: others(told.networks, real.networks),
  };
};

const others = <Spec>(told: readonly Placed<Spec>[], real: readonly Placed<Spec>[]): Spec[] =>
  told
    .map(({ value }) => value)
    .filter((value, index) => !isDeepStrictEqual(value, real[index]?.value));

interface Surroundings extends Context, Filling {
  readonly name: string;
  readonly folder: string;
  readonly home: () => string | undefined;
}

const scopeOf = (sources: readonly StackSource[], { name, ...rest }: Surroundings): Scope => {
  refuseOtherVersions(sources);
  const placeOf = (path: Path) => placeIn(sources, path);
  const around = { ...rest, show: (path: string) => shownAs(path, rest) };
  const file = sources
    .map((source) => loadedStack({ ...around, ...source }))
    .reduce((base, over) => mergedStack(base, over));
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

type Converted = Omit<Stack, "warnings" | "told">;

const converted = (scope: Scope): Converted => {
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
