import { BadInput } from "../model/errors.ts";
import { type Line, oneLine } from "../model/line.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { keep, type Remains, sweep } from "../nodes/sweep.ts";
import { alone } from "./alone.ts";
import { type Around, print } from "./around.ts";
import { clock } from "./clock.ts";
import { type Bare, describedCluster, type Showing } from "./cluster-file.ts";
import type { Raised, Reconciling } from "./converge-on.ts";
import type { Waiting } from "./converging.ts";
import { halfDown, keptCluster } from "./kept.ts";
import { progressOn } from "./progress.ts";
import { raise } from "./raise.ts";
import { atWork, joined, type Workplace } from "./workplace.ts";

/** Brings the described cluster up and leaves it running. */
export const up = async (
  paths: readonly string[],
  around: Around,
  { prune = true, resolve = "always", wait, ...bare }: Bare & Reconciling & Showing & Waiting = {},
): Promise<number> => {
  const spec = await describedCluster(paths, around, bare);
  return atWork(around, progressOn(around.stderr, around), async (place) => {
    const { cluster } = await raiseToKeep(spec, place, { prune, resolve, wait });
    print(around.stderr, ...reachedBy({ cluster, spec }));
    return 0;
  });
};

/** Raises a cluster and marks it as kept; one that cannot be raised is taken down, unless it was kept before. */
const raiseToKeep = async (
  spec: ClusterSpec,
  place: Workplace,
  { wait, ...how }: Reconciling & { readonly wait: boolean | undefined },
): Promise<Raised> => {
  const kept = await standingCluster(spec, place);
  if (kept !== undefined) {
    const cluster = { name: kept.cluster, run: kept.run };
    return alone({ ...place, cluster, clock, wait }, () =>
      raise(spec, { ...place, run: kept.run }, how),
    );
  }
  return unlessFailed(spec, place, async () => {
    const raised = await raise(spec, place, how);
    await refuseSecond(spec, place);
    await keep(place.engine, { cluster: spec.name, run: place.run });
    return raised;
  });
};

/** The kept cluster of that name; what a `down` has left of one is removed, as all else would be built on it. */
const standingCluster = async (
  { name }: ClusterSpec,
  { engine, tell }: Workplace,
): Promise<Remains | undefined> => {
  const kept = await keptCluster(engine, name);
  if (kept?.goesDown !== true) return kept;
  const things = await sweep(engine, kept);
  const message = `a down of "${name}" broke off: the ${things} things that it left are removed first`;
  tell({ type: "warned", message });
  return undefined;
};

/** Throws BadInput if a cluster of that name is kept already: commands could not tell the two apart. */
export const refuseSecond = async (spec: ClusterSpec, { engine }: Workplace): Promise<void> => {
  const kept = await keptCluster(engine, spec.name);
  if (kept?.goesDown) throw halfDown(kept);
  if (kept !== undefined)
    throw new BadInput(`a swarm "${spec.name}" is up already`, {
      hint: "swarmspec up brings it to what the feature says, swarmspec down removes it",
    });
};

/** Does work on a cluster of this run; if it fails, whatever the cluster has become is removed. */
export const unlessFailed = async <T>(
  spec: ClusterSpec,
  { engine, run }: Workplace,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    await sweep(engine, { cluster: spec.name, run }).catch((trouble) => joined(error, trouble));
    throw error;
  }
};

/** How people reach a cluster that was left running. */
export const reachedBy = ({ cluster, spec }: Raised): readonly Line[] => {
  const [node] = cluster.nodes;
  const [tenant] = spec.tenants;
  const [client] = cluster.clients;
  return [
    `The swarm "${cluster.name}" is up.`,
    ...cluster.nodes.map((one) => `  ${one.name}  public ${one.public}  private ${one.private}`),
    ...(node
      ? [`Talk to a node:    eval "$(npm run -s swarmspec -- env ${node.name})"; docker node ls`]
      : []),
    ...(node && tenant && client
      ? [
          `Ask as a client:   docker exec ${client.container.slice(0, 12)} curl -s -H "Host: ${tenant.host}" http://${node.public}/whoami`,
        ]
      : []),
    "Take it down:      npm run -s swarmspec -- down",
  ].map((line) => oneLine(line));
};
