import { setTimeout as wait } from "node:timers/promises";
import type Docker from "dockerode";
import { setAvailability } from "../docker/availability.ts";
import type { Cluster, NodeAddress } from "../model/cluster.ts";
import { NotConverged } from "../model/errors.ts";
import type { Milliseconds } from "../model/units.ts";
import { nameIn } from "./site.ts";

interface Retiring {
  /** The engine that the node's container runs on. */
  readonly host: Docker;
  /** The engine of a manager that stays. */
  readonly manager: Docker;
  /** The node's own engine. */
  readonly own: Docker;
  readonly cluster: Pick<Cluster, "name" | "run">;
  /** How long its tasks may take to end. */
  readonly within: Milliseconds;
  readonly signal: AbortSignal;
}

/**
 * Takes a worker out of its swarm as one would by hand: drain it, wait until its tasks have ended, leave, remove.
 * Its container and volume go too. Throws NotConverged where tasks go on running on it.
 */
export const retireNode = async (node: NodeAddress, work: Retiring): Promise<void> => {
  const { host, manager, own, cluster } = work;
  const { Swarm } = await own.info();
  const id = Swarm?.NodeID ?? "";
  await setAvailability(manager, node.name, "drain");
  await untilIdle(node, id, work);
  await own.swarmLeave({});
  await untilOut(node, work);
  // The managers notice only when its heartbeats are missing, and would refuse until then.
  await manager.getNode(id).remove({ force: true });
  await host.getContainer(node.container).remove({ force: true, v: true });
  await host.getVolume(nameIn({ cluster: cluster.name, run: cluster.run }, node.name)).remove();
};

const untilIdle = (
  { name }: NodeAddress,
  id: string,
  { manager, within, signal }: Retiring,
): Promise<void> =>
  until({ within, signal }, async () => {
    const tasks = await manager.listTasks({ filters: { node: [id] } });
    const running = tasks.filter(({ Status }) => Status?.State === "running").length;
    return running === 0 ? undefined : `${running} tasks still run on ${name}, which is drained`;
  });

const untilOut = ({ name }: NodeAddress, { own, within, signal }: Retiring): Promise<void> =>
  until({ within, signal }, async () => {
    const { Swarm } = await own.info();
    const state = Swarm?.LocalNodeState;
    return state === "inactive" ? undefined : `${name} was told to leave, and is still ${state}`;
  });

const until = async (
  { within, signal }: Pick<Retiring, "within" | "signal">,
  missing: () => Promise<string | undefined>,
): Promise<void> => {
  const deadline = performance.now() + within;
  for (;;) {
    const still = await missing();
    if (still === undefined) return;
    if (performance.now() > deadline) throw new NotConverged(`${still}, after ${within / 1000} s`);
    await wait(200, undefined, { signal });
  }
};
