import type { Change, Plan } from "../model/change.ts";
import type { SeenNetwork, SeenNode, Snapshot } from "../model/snapshot.ts";
import { id } from "../model/units.ts";
import { changesOf } from "./diff.ts";
import { seenNetwork, seenNode, seenService } from "./world.testing.ts";

/** The swarm as a plan leaves it, by the shortest model of an engine. */
export const applied = (plan: Plan, seen: Snapshot, owner: string): Snapshot =>
  changesOf(plan).reduce((swarm, change) => after(change, swarm, owner), seen);

const after = (change: Change, swarm: Snapshot, owner: string): Snapshot => {
  switch (change.kind) {
    case "node":
      return { ...swarm, nodes: [...without(swarm.nodes, change), node(change)] };
    case "network":
      return {
        ...swarm,
        networks: [...without(swarm.networks, change), ...network(change, owner)],
      };
    case "volume":
      // Nodes have volumes; the swarm knows only what its services say of them.
      return swarm;
    case "config":
      return { ...swarm, configs: [...without(swarm.configs, change), ...file(change, owner)] };
    case "secret":
      return { ...swarm, secrets: [...without(swarm.secrets, change), ...file(change, owner)] };
    case "service":
      return { ...swarm, services: services(change, swarm, owner) };
  }
};

const without = <Thing extends { name: string }>(things: readonly Thing[], { name }: Change) =>
  things.filter((thing) => thing.name !== name);

/** What the spec does not say of labels stays; availability is active unless said. */
const node = (change: Extract<Change, { kind: "node" }>): SeenNode => {
  const before = change.action === "update" ? { labels: change.seen.labels } : {};
  return seenNode(change.name, { ...before, availability: "active", ...change.spec });
};

const network = (change: Extract<Change, { kind: "network" }>, owner: string): SeenNetwork[] =>
  change.action === "remove"
    ? []
    : [seenNetwork(change.spec, { id: id<"network">(`new-${change.name}`), owner })];

const file = (change: Extract<Change, { kind: "config" | "secret" }>, owner: string) =>
  change.action === "remove" ? [] : [{ id: id<"file">(change.name), name: change.name, owner }];

const services = (
  change: Extract<Change, { kind: "service" }>,
  swarm: Snapshot,
  owner: string,
): Snapshot["services"] => {
  const others = swarm.services.filter(({ spec }) => spec.name !== change.name);
  if (change.action === "remove") return others;
  const previous = change.action === "update" ? [change.seen.spec] : [];
  const previousFiles = previous.flatMap(({ configs, secrets, credential }) => [
    ...[...configs, ...secrets].map(({ name }) => name),
    ...(credential?.kind === "config" ? [credential.name] : []),
  ]);
  return [...others, seenService(change.spec, { owner, previousFiles })];
};
