import type { Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { diff } from "../plan/diff.ts";
import { apply, OutOfSequence } from "./apply.ts";
import { observe } from "./observe.ts";
import type { swarmEngine } from "./swarm-engine.testing.ts";

type Engine = ReturnType<typeof swarmEngine>;

/** What an engine says of itself, and how to change that by a plan which was made from it. */
export const reached = async ({ manager, nodes }: Engine) => {
  const snapshot = await observe(manager);
  return {
    snapshot,
    applying: (plan: Plan): Promise<void> =>
      apply(plan, { manager, nodes, cluster: "tuleap", seen: snapshot }),
  };
};

/** Plans and applies until the plan is empty; returns what the swarm is then, without ids and versions. */
export const converged = async (spec: ClusterSpec, engine: Engine) => {
  for (let round = 0; round < 5; round++) {
    const { snapshot, applying } = await reached(engine);
    const plan = diff(spec, snapshot);
    if (plan.stages.length === 0) return stateOf(snapshot, engine);
    await applying(plan).catch((error) => {
      if (!(error instanceof OutOfSequence)) throw error;
    });
  }
  throw new Error("not converged in five rounds");
};

const stateOf = (snapshot: Snapshot, { volumes }: Engine) => ({
  nodes: snapshot.nodes.map(({ version: _, ...node }) => node),
  networks: sorted(snapshot.networks.map(({ id: _, ipam, ...network }) => network)),
  configs: snapshot.configs.map(({ name }) => name).sort(),
  secrets: snapshot.secrets.map(({ name }) => name).sort(),
  services: sorted(
    snapshot.services.map(({ spec, previousFiles }) => ({
      ...{ name: spec.name, spec, previousFiles },
    })),
  ),
  volumes: [...volumes].sort(),
});

const sorted = <Thing extends { name: string }>(things: readonly Thing[]): Thing[] =>
  things.toSorted((a, b) => a.name.localeCompare(b.name));
