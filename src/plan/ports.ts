import type { Change } from "../model/change.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { foldersOf, overlap } from "./claims.ts";
import { isRoll } from "./rolls.ts";
import { creation, removal } from "./services.ts";

/**
 * Puts the changes of services in stages: as a rule what is written before what is removed, so that
 * nothing is missing meanwhile, and global services alone. But the engine gives a published port to one service at a time: who
 * gives one up that another wants goes first, and where services swap ports one of them is removed. Nor do two services
 * write to one folder: who goes and leaves it to another goes first.
 */
export const inOrder = (changes: readonly Change[]): readonly (readonly Change[])[] => {
  const holders = givenUp(changes);
  const needed = [...new Set(changes.flatMap((change) => blockersOf(change, holders)))];
  if (needed.length === 0)
    return [
      changes.filter((change) => isWrite(change) && !isRoll(change)),
      changes.filter(isRoll),
      changes.filter(isRemoval),
    ];
  const free = needed.filter((change) => blockersOf(change, holders).length === 0);
  if (free.length > 0) return [free, ...inOrder(without(changes, free))];
  const { seen, spec } = inCircle(needed, holders);
  const again = creation(spec, "removed for its ports");
  return [
    [removal(seen, "it swaps ports with another")],
    ...inOrder([...changes.filter(({ name }) => name !== spec.name), again]),
  ];
};

type Written = Extract<Change, { kind: "service" }>;
type Holder = Extract<Written, { action: "update" | "replace" | "remove" }>;
type Removal = Extract<Written, { action: "remove" }>;

interface Holders {
  /** The changes that take a port from a service which has it. */
  readonly byPort: ReadonlyMap<string, readonly Holder[]>;
  /** Services that go, and with them whoever writes to their folders. */
  readonly removed: readonly Removal[];
}

const isRemoval = ({ action }: Change): boolean => action === "remove";
const isWrite = (change: Change): boolean => !isRemoval(change);

const givenUp = (changes: readonly Change[]): Holders => {
  const given = changes.flatMap((change) =>
    change.kind === "service" && change.action !== "create"
      ? [...minus(portsOf(change.seen.spec), portsOf(wantedBy(change)))].map((port) => ({
          ...{ port, change },
        }))
      : [],
  );
  const groups = Map.groupBy(given, ({ port }) => port);
  return {
    byPort: new Map([...groups].map(([port, all]) => [port, all.map(({ change }) => change)])),
    removed: changes.filter((change) => change.kind === "service" && change.action === "remove"),
  };
};

/** The changes that have to come before this one, as they give up what it takes. */
const blockersOf = (change: Change, { byPort, removed }: Holders): readonly Holder[] => {
  if (change.kind !== "service") return [];
  const has = change.action === "create" ? undefined : change.seen.spec;
  const taken = minus(portsOf(wantedBy(change)), portsOf(has));
  const written = minus(writtenBy(wantedBy(change)), writtenBy(has));
  return [
    ...[...taken].flatMap((port) => byPort.get(port) ?? []),
    ...removed.filter(({ seen }) => overlap([...written], foldersOf(seen.spec.mounts))),
  ];
};

const writtenBy = (spec: ServiceSpec | undefined): ReadonlySet<string> =>
  new Set(foldersOf(spec?.mounts ?? []));

const wantedBy = (change: Written): ServiceSpec | undefined =>
  change.action === "remove" ? undefined : change.spec;

/** Port 0 is any that is free. */
const portsOf = (spec: ServiceSpec | undefined): ReadonlySet<string> =>
  new Set(
    (spec?.ports ?? [])
      .filter(({ published }) => published !== 0)
      .map(({ published, protocol }) => `${published}/${protocol}`),
  );

const minus = (all: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  all.difference(others);

const without = (changes: readonly Change[], some: readonly Change[]): readonly Change[] => {
  const gone = new Set(some);
  return changes.filter((change) => !gone.has(change));
};

/** Where each waits for another, whoever is followed far enough is in the circle; a removal waits for nobody. */
const inCircle = (
  waiting: readonly Holder[],
  holders: Holders,
): Exclude<Holder, { action: "remove" }> => {
  const followed = waiting.reduce<Holder | undefined>(
    (one) => one && blockersOf(one, holders)[0],
    waiting[0],
  );
  if (followed === undefined || followed.action === "remove") throw new Error("no circle of ports");
  return followed;
};
