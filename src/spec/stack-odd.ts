import type { Port } from "../model/spec.ts";
import { type Lookup, oddVariable } from "./interpolate.ts";
import { longPort, type ShortPort, shortPort } from "./port.ts";
import type { External, StackFile, WrittenService } from "./stack-file.ts";
import type { StackSource } from "./stack-source.ts";
import type { Path } from "./yaml-source.ts";

/** A value that works, but not as it looks. */
export interface Odd {
  readonly path: Path;
  readonly problem: string;
}

/** The odd values of a stack file: variables, addresses, paths and keys that Docker takes in its own way. */
export const oddValues = ({ raw, file, minor }: StackSource, lookup: Lookup): Odd[] => [
  ...oddTexts(raw, []),
  ...Object.entries(file.services ?? {}).flatMap(([service, written]) =>
    oddEntries(written, lookup).map((odd) => ({
      ...odd,
      path: ["services", service, ...odd.path],
    })),
  ),
  ...olderNames(file, minor),
];

const oddTexts = (data: unknown, path: Path): Odd[] => {
  if (typeof data === "string") {
    const problem = oddVariable(data);
    return problem === undefined ? [] : [{ path, problem }];
  }
  if (Array.isArray(data)) return data.flatMap((one, index) => oddTexts(one, [...path, index]));
  return Object.entries(Object(data) as object).flatMap(([key, value]) =>
    oddTexts(value, [...path, key]),
  );
};

const oddEntries = (written: WrittenService, lookup: Lookup): Odd[] => [
  ...each(written.ports, "ports", (port) => {
    const read = typeof port === "object" ? { ports: [longPort(port)] } : shortPort(String(port));
    const { address, ports: [first] = [] }: Partial<ShortPort> = read ?? {};
    if (address) return `ignoring the address ${address}: the service listens on all of them`;
    return first && oddPort(first);
  }),
  ...each(written.volumes, "volumes", (mount) => {
    const source = typeof mount === "string" ? mount : mount.source;
    const homeless = source?.startsWith("~") && lookup("HOME") === undefined;
    return homeless ? "cannot expand '~', because the environment lacks HOME" : unknownIn(mount);
  }),
  ...each(written.configs, "configs", unknownIn),
  ...each(written.secrets, "secrets", unknownIn),
  ...Object.entries(written.networks ?? {}).flatMap(([key, joined]): Odd[] =>
    typeof joined === "object" &&
    joined !== null &&
    /ipv[46]_address/.test(Object.keys(joined).join())
      ? [
          {
            path: ["networks", key],
            problem: "ignoring the fixed address: a swarm gives out its own",
          },
        ]
      : [],
  ),
];

/** Words that engines know are not odd in capitals. */
const oddPort = ({ target, protocol, mode, said = {} }: Port): string | undefined => {
  if (target === 0) return "there is no target, so nothing answers";
  if (said.mode !== undefined && said.mode.toLowerCase() !== mode)
    return `the mode ${said.mode} is none that an engine knows, and comes to ${mode}`;
  if (said.protocol !== undefined && said.protocol.toLowerCase() !== protocol)
    return `the protocol ${said.protocol} is none that an engine knows, and comes to ${protocol}`;
  return undefined;
};

const each = <Entry>(
  entries: readonly Entry[] | undefined,
  key: string,
  judge: (entry: Entry) => string | undefined,
): Odd[] =>
  (entries ?? []).flatMap((entry, index) => {
    const problem = judge(entry);
    return problem === undefined || problem === "" ? [] : [{ path: [key, index], problem }];
  });

/** Keys within an entry that Docker lets pass and does not read. */
const unknownIn = (entry: unknown): string | undefined => {
  const all = typeof entry === "object" && entry !== null ? Object.entries(entry) : [];
  const keys = all.flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? Object.keys(value).map((below) => `${key}.${below}`)
      : [key],
  );
  const odd = keys.filter((key) => !read.has(key));
  return odd.length === 0 ? undefined : `Docker does not read ${odd.join(", ")} and ignores it`;
};

const read = new Set([
  ...["type", "source", "target", "read_only", "consistency", "uid", "gid", "mode"],
  ...["bind.propagation", "volume.nocopy", "volume.subpath", "tmpfs.size"],
]);

/** `external: {name: …}` is of old; the CLI says so where the file's version has the newer form. */
const olderNames = (file: StackFile, minor: number): Odd[] =>
  (["networks", "volumes", "configs", "secrets"] as const).flatMap((kind) =>
    Object.entries(file[kind] ?? {})
      .filter(([, entry]) => isOld(entry?.external) && minor >= (kind === "volumes" ? 4 : 5))
      .map(([key]) => ({
        path: [kind, key, "external"],
        problem: "external.name is deprecated in favor of name",
      })),
  );

const isOld = (external: External | undefined): boolean =>
  typeof external === "object" && external.name !== undefined;
