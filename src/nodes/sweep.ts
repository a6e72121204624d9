import type Docker from "dockerode";
import pRetry from "p-retry";
import { statusOf } from "../docker/refusal.ts";
import { label } from "../model/label.ts";
import { labelsOf, nameIn, type Site } from "./site.ts";

type Owner = Pick<Site, "cluster" | "run">;

/** A cluster that has left something on an engine, and whether it was kept on purpose. */
export interface Remains extends Owner {
  readonly kept: boolean;
  /** Whether somebody has begun to take it down. */
  readonly goesDown?: true;
}

/** How often a refused removal is tried again, and after how many milliseconds. */
export interface Persistence {
  readonly retries: number;
  readonly minTimeout: number;
  /** Ends it between two kinds of things. */
  readonly signal?: AbortSignal;
}

/** Marks a finished cluster as one to keep: from then on only `down` removes it. */
export const keep = async (engine: Docker, owner: Owner): Promise<void> => {
  await engine.createVolume({
    Name: nameIn(owner, "kept"),
    Labels: labelsOf(owner, "kept", "kept"),
  });
};

/** Marks a kept cluster as one that goes: whoever finds what is left of it then knows why. */
export const beginDown = async (engine: Docker, owner: Owner): Promise<void> => {
  await engine.createVolume({
    Name: nameIn(owner, "down"),
    Labels: labelsOf(owner, "down", "down"),
  });
};

/** Every cluster of which a container, network or volume is on the engine. */
export const remains = async (engine: Docker): Promise<readonly Remains[]> => {
  const labels = await allLabels(engine);
  const marked = (part: "kept" | "down"): ReadonlySet<string> =>
    new Set(labels.filter((one) => one[label.part] === part).map(keyOf));
  const [kept, down] = [marked("kept"), marked("down")];
  const byCluster = new Map(
    labels.map((one) => {
      const [cluster, run] = [one[label.cluster] ?? "", one[label.run] ?? ""];
      const key = keyOf(one);
      const goesDown = down.has(key) ? ({ goesDown: true } as const) : {};
      return [key, { cluster, run, kept: kept.has(key), ...goesDown }];
    }),
  );
  return [...byCluster.values()];
};

/** A run may have raised several clusters, of which one is kept. */
const keyOf = (labels: Readonly<Record<string, string>>): string =>
  `${labels[label.cluster]} ${labels[label.run]}`;

/** Removes all that carries the cluster's labels; what is gone already is gone. Returns how many things went. */
export const sweep = async (
  engine: Docker,
  owner: Owner,
  persistence: Persistence = { retries: 50, minTimeout: 100 },
): Promise<number> => {
  const gone = (remove: () => Promise<unknown>) => removed(remove, persistence);
  const filters = { label: [`${label.cluster}=${owner.cluster}`, `${label.run}=${owner.run}`] };
  const containers = await engine.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(({ Id }) =>
      gone(() => engine.getContainer(Id).remove({ force: true, v: true })),
    ),
  );
  persistence.signal?.throwIfAborted();
  const networks = await engine.listNetworks({ filters });
  await Promise.all(networks.map(({ Id }) => gone(() => engine.getNetwork(Id).remove())));
  persistence.signal?.throwIfAborted();
  const { Volumes: volumes } = await engine.listVolumes({ filters });
  // Marks go last: a sweep that is interrupted is found again by the same name, as one that was begun.
  const { kept = [], down = [], others = [] } = Object.groupBy(volumes, markOf);
  for (const some of [others, kept, down])
    await Promise.all(some.map(({ Name }) => gone(() => engine.getVolume(Name).remove())));
  return containers.length + networks.length + volumes.length;
};

const markOf = ({ Labels }: { Labels: Record<string, string> | null }) => {
  const part = Labels?.[label.part];
  return part === "kept" || part === "down" ? part : "others";
};

const allLabels = async (engine: Docker): Promise<readonly Record<string, string>[]> => {
  const filters = { label: [label.run] };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    engine.listContainers({ all: true, filters }),
    engine.listNetworks({ filters }),
    engine.listVolumes({ filters }),
  ]);
  return [...containers, ...networks, ...volumes].map(({ Labels }) => Labels ?? {});
};

/**
 * Another sweep may be at the same things: then a removal is "in progress", and a network or volume in use
 * by what is just going. So a refusal is only final when it lasts.
 */
const removed = (remove: () => Promise<unknown>, persistence: Persistence): Promise<void> =>
  pRetry(
    async () => {
      try {
        await remove();
      } catch (error) {
        if (statusOf(error) !== 404) throw error;
      }
    },
    {
      ...{ ...persistence, factor: 1, maxRetryTime: 5000 },
      shouldRetry: ({ error }) => statusOf(error) === 409 || statusOf(error) === 403,
    },
  );
