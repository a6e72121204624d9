import type { Change, FieldChange } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, Driver, Mount, ServiceSpec } from "../model/spec.ts";
import { labelFields } from "./labels.ts";
import { ownedBy } from "./owned.ts";
import { reasonFor } from "./reason.ts";
import { volumesBegun } from "./volume-marks.ts";

/**
 * Volumes that nodes have to make anew, as a node keeps the options with which it first made one.
 * Throws BadInput where data would be lost, as they are in the volume itself.
 */
export const volumeChanges = (spec: ClusterSpec, seen: Snapshot): Change[] => {
  const ours = seen.services.filter(ownedBy(spec.name)).map((service) => service.spec);
  const [there, wanted] = [volumesOf(ours), volumesOf(spec.services)];
  const told = volumesOf(spec.outside?.services ?? []);
  const begun = volumesBegun(spec.name, seen);
  return [...wanted].flatMap(([name, definitions]) => {
    const before = there.get(name);
    if (before !== undefined)
      return volumeChange(name, before, {
        wanted: definitions,
        told: told.get(name) ?? definitions,
        showValues: spec.showValues,
      });
    return begun.has(name) ? [anew(name, "begun before and not finished", [])] : [];
  });
};

/** What the mounts of a volume say of its driver, apart from those that leave it to others. */
type Definitions = ReadonlyMap<string, Driver>;

const volumesOf = (services: readonly ServiceSpec[]): ReadonlyMap<string, Definitions> => {
  const mounts = services.flatMap((service) => service.mounts.filter(isNamed));
  const groups = Map.groupBy(mounts, ({ source = "" }) => source);
  return new Map([...groups].map(([name, group]) => [name, definitionsOf(group)]));
};

const isNamed = ({ type, source }: Mount): boolean => type === "volume" && Boolean(source);

const definitionsOf = (mounts: readonly Mount[]): Definitions =>
  new Map(
    mounts
      .map(({ volume }) => volume?.driver ?? plain)
      .filter((driver) => !isPlain(driver))
      .map((driver) => [identity(driver), driver]),
  );

const plain: Driver = { name: "local" };

const isPlain = ({ name, options = {} }: Driver): boolean =>
  (name || plain.name) === plain.name && Object.keys(options).length === 0;

const identity = ({ name, options = {} }: Driver): string =>
  JSON.stringify([name || plain.name, Object.entries(options).toSorted()]);

interface Wanted {
  readonly wanted: Definitions;
  /** With `${NAME}` for values from outside. */
  readonly told: Definitions;
  readonly showValues: true | undefined;
}

const volumeChange = (
  name: string,
  before: Definitions,
  { wanted, told, showValues }: Wanted,
): Change[] => {
  const isSame = before.size === wanted.size && [...before.keys()].every((key) => wanted.has(key));
  if (isSame) return [];
  const [[, seen = plain] = []] = before;
  const [[, next = plain] = []] = wanted;
  if (![...before.values()].every(hasDataElsewhere) || before.size === 0) throw keepsData(name);
  const [[, shown = next] = []] = told;
  const fields = driverFields(seen, next, { told: shown.options, showValues });
  const reason = `${reasonFor(fields)}, and nodes keep the options that they made it with`;
  return [anew(name, reason, fields)];
};

/** Of the local driver's volumes only those of a device are no more than a way to the data; a plugin may remove them. */
const hasDataElsewhere = ({ name, options }: Driver): boolean =>
  (name || plain.name) === plain.name && Boolean(options?.device);

const keepsData = (name: string): BadInput =>
  new BadInput(`volume ${name} keeps its data itself; other driver options would lose them`, {
    hint: "give the volume another name",
  });

const driverFields = (
  seen: Driver,
  wanted: Driver,
  telling: { told: Driver["options"]; showValues: true | undefined },
): FieldChange[] => [
  ...[{ field: "driver", seen: seen.name || plain.name, wanted: wanted.name || plain.name }].filter(
    (field) => field.seen !== field.wanted,
  ),
  ...labelFields(seen.options ?? {}, wanted.options ?? {}, { prefix: "options", ...telling }),
];

const anew = (name: string, reason: string, fields: readonly FieldChange[]): Change => ({
  ...{ action: "replace", kind: "volume", name, reason, fields },
});
