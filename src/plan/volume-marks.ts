import type { Change } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { SeenFile, Snapshot } from "../model/snapshot.ts";
import { id } from "../model/units.ts";
import { ownedBy } from "./owned.ts";

/*
 * A swarm knows nothing of volumes but what services say of them. Between the removal of the
 * services with the old options and the creation of those with the new ones it would know nothing,
 * and whoever goes on after an interruption would leave the old volume in place. So a config says
 * meanwhile which volume is being made anew.
 */
const markOf = (volume: string): string => `volume.${volume}.anew`;

/** Whether a config is such a mark, and so no file that somebody declared. */
export const isMark = ({ name }: SeenFile): boolean => /^volume\..+\.anew$/.test(name);

/** Of which volumes the swarm says that they are being made anew. */
export const volumesBegun = (cluster: string, { configs }: Snapshot) => {
  const marks = new Set(marksIn(configs, cluster).map(({ name }) => name));
  return { has: (volume: string): boolean => marks.has(markOf(volume)) };
};

const marksIn = (configs: readonly SeenFile[], cluster: string): readonly SeenFile[] =>
  configs.filter((config) => ownedBy(cluster)(config) && isMark(config));

/** The marks that are missing; they go before all else. Throws BadInput where a name can have none. */
export const marksFor = (volumes: readonly Change[], cluster: string, seen: Snapshot): Change[] => {
  const begun = volumesBegun(cluster, seen);
  return volumes.filter(({ name }) => !begun.has(name)).map(({ name }) => marking(name));
};

const marking = (volume: string): Change => {
  const name = markOf(volume);
  if (!/^[\w.-]{1,64}$/.test(name)) throw unmarkable(volume);
  const spec = { name, stack: "", content: new TextEncoder().encode(volume) };
  const reason = "remembers the volume, should this be interrupted";
  return { action: "create", kind: "config", name, spec, reason, fields: [] };
};

const unmarkable = (volume: string): BadInput =>
  new BadInput(`volume ${volume} cannot be made anew: its name is too long, or a template`, {
    hint: "give the volume another name",
  });

/** Marks of volumes that this plan makes anew, or that are done; they go when the services are there. */
export const marksDone = (
  volumes: readonly Change[],
  cluster: string,
  seen: Snapshot,
): Change[] => {
  const begun = volumesBegun(cluster, seen);
  const coming = volumes
    .filter(({ name }) => !begun.has(name))
    // The engine takes the name for an id, which nobody knows yet.
    .map(({ name }) => ({ id: id<"file">(markOf(name)), name: markOf(name), owner: cluster }));
  return [...marksIn(seen.configs, cluster), ...coming].map((mark) => ({
    ...{ action: "remove", kind: "config", name: mark.name, seen: mark, fields: [] },
    reason: "its volume is made anew",
  }));
};
