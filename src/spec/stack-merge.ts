import type { Placed } from "./context.ts";
import type { WrittenMount, WrittenPort, WrittenReference } from "./stack-file.ts";
import type { LoadedAttachment, LoadedService, LoadedStack } from "./stack-loaded.ts";
import { spanOf } from "./stack-values.ts";

/** Two stack files as one, as `docker stack deploy -c BASE -c OVER` has them. (docker/cli loader/merge.go) */
export const mergedStack = (base: LoadedStack, over: LoadedStack): LoadedStack => ({
  services: {
    ...base.services,
    ...Object.fromEntries(
      Object.entries(over.services).map(([name, service]) => {
        const before = base.services[name];
        return [name, before === undefined ? service : mergedService(before, service)];
      }),
    ),
  },
  networks: { ...base.networks, ...over.networks },
  volumes: { ...base.volumes, ...over.volumes },
  configs: { ...base.configs, ...over.configs },
  secrets: { ...base.secrets, ...over.secrets },
});

/** Keys keep their types: whatever is merged, is merged with its like. */
const mergedService = (base: LoadedService, over: LoadedService): LoadedService => ({
  ...(mergedMap(base, over) as unknown as LoadedService),
  ...keyedLists(base, over),
});

/** Entries of one key replace one another, and are sorted by it, also where only the first file has any. */
const keyedLists = (base: LoadedService, over: LoadedService): Partial<LoadedService> => ({
  ...(base.volumes && { volumes: byKey(base.volumes, over.volumes, mountKey) }),
  ...(base.configs && { configs: byKey(base.configs, over.configs, referenceKey) }),
  ...(base.secrets && { secrets: byKey(base.secrets, over.secrets, referenceKey) }),
  ...(base.ports && { ports: byKey(base.ports, over.ports, portKey) }),
});

const mountKey = ({ value }: Placed<WrittenMount>): string => value.target;
const referenceKey = ({ value }: Placed<WrittenReference>): string => value.source;

/** Docker takes ports of one published number for one, whatever their protocol; those without one have the number 0. */
const portKey = ({ published = 0 }: WrittenPort): string => String(published).padStart(5, "0");

const byKey = <Entry>(
  base: readonly Entry[],
  over: readonly Entry[] = [],
  key: (entry: Entry) => string,
): Entry[] => {
  const entries = new Map([...base, ...over].map((entry) => [key(entry), entry]));
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
};

type Fields = Readonly<Record<string, unknown>>;

const mergedMap = (base: object, over: object): Fields => {
  const before: Fields = { ...base };
  const after = Object.entries(over).map(([key, value]) => [key, merged(key, before[key], value)]);
  return { ...before, ...Object.fromEntries(after) };
};

const merged = (key: string, base: unknown, over: unknown): unknown => {
  if (base === undefined || base === null) return over;
  if (key === "environment" && isMap(base) && isMap(over)) return mergedVariables(base, over);
  if (replaced.has(key)) return over;
  if (Array.isArray(base) && Array.isArray(over)) return [...base, ...over];
  if (!isMap(base) || !isMap(over)) return isEmpty(key, over) ? base : over;
  if (overlaid.has(key)) return { ...base, ...over };
  if (key === "logging") return mergedLogging(base, over);
  return key === "networks" ? mergedNetworks(base, over) : mergedMap(base, over);
};

/** Their names are the user's: one that is called like a key of a service is none. */
const mergedVariables = (base: Fields, over: Fields): Fields => ({
  ...base,
  ...Object.fromEntries(Object.entries(over).filter(([name, value]) => value || !base[name])),
});

const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Go has pointers to these, and so tells 0 from nothing. */
const replaced = new Set([
  ...["command", "entrypoint"],
  ...["replicas", "parallelism", "retries", "max_attempts"],
]);

/** Maps of which the second file's entries hold, whatever they are. */
const overlaid = new Set(["labels", "sysctls", "ulimits"]);

/** What says nothing does not replace anything: no text, 0, false, no time. */
const isEmpty = (key: string, value: unknown): boolean =>
  !value || (spans.has(key) && spanOf(String(value)) === 0);

const spans = new Set(
  "stop_grace_period interval timeout start_period start_interval delay monitor window".split(" "),
);

/** Options belong to their driver; into one that has none Docker merges none, and loses them. */
const mergedLogging = (base: Fields, over: Fields): Fields => {
  const [{ driver: before, options }, { driver: after }] = [base, over];
  if (before && after && before !== after) return over;
  const driver = before || after;
  return {
    ...(driver !== undefined && { driver }),
    ...(options !== undefined && { options: { ...Object(options), ...Object(over.options) } }),
  };
};

const mergedNetworks = (base: Fields, over: Fields): Fields => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(over).map(([key, entry]) => [
      key,
      mergedAttachment(base[key] as Attachment | undefined, entry as Attachment),
    ]),
  ),
});

type Attachment = Placed<LoadedAttachment | null>;

/** Of a network that both join, the CLI takes over aliases only. */
const mergedAttachment = (base: Attachment | undefined, over: Attachment): Attachment => {
  if (!base?.value) return over;
  if (over.value === null) return base;
  const { aliases: _, ...rest } = base.value;
  const { aliases } = over.value;
  return { ...over, value: { ...rest, ...(aliases && { aliases }) } };
};
