import type Docker from "dockerode";
import { connect } from "../docker/connect.ts";
import type { Puller } from "../docker/image.ts";
import { statusOf } from "../docker/refusal.ts";
import { swarmBehind } from "../docker/swarm.ts";
import type { Cluster, NodeAddress } from "../model/cluster.ts";
import { Unreachable } from "../model/errors.ts";
import { endpointOf } from "../nodes/answering.ts";
import type { Swarm } from "../run/converge.ts";
import type { Workplace } from "./workplace.ts";

/** The first manager of a cluster that answers and knows its swarm. Throws Unreachable if none does. */
export const anyManager = async (cluster: Cluster): Promise<Puller> => {
  try {
    return await Promise.any(cluster.nodes.map((node) => managing(cluster, node)));
  } catch (cause) {
    const names = cluster.nodes.map(({ name }) => name).join(", ");
    throw new Unreachable(`no manager of the swarm "${cluster.name}" answers, of ${names}`, {
      cause,
      hint: "swarmspec up starts what has stopped",
    });
  }
};

/** The swarm through the given manager or one that answers, and through another when that one is lost. */
export const swarmOf = async (
  cluster: Cluster,
  { manager, login }: { readonly manager?: Puller; readonly login?: Workplace["login"] } = {},
): Promise<Swarm> => {
  let { engine } = manager ?? (await anyManager(cluster));
  const behind = (): Swarm =>
    swarmBehind(engine, {
      cluster: cluster.name,
      nodes: () => enginesOf(cluster),
      ...(login && { login }),
    });
  const through = async <T>(ask: (swarm: Swarm) => Promise<T>): Promise<T> => {
    try {
      return await ask(behind());
    } catch (error) {
      if (!isLost(error)) throw error;
      ({ engine } = await anyManager(cluster));
      return ask(behind());
    }
  };
  return {
    observe: () => through((swarm) => swarm.observe()),
    // Not tried again elsewhere: a write that got no answer may have been done.
    apply: (plan, seen) => behind().apply(plan, seen),
    runAgain: (job) => behind().runAgain(job),
    rest: (job) => behind().rest(job),
    restart: (service, delay) => behind().restart(service, delay),
    logs: (task, lines) => through((swarm) => swarm.logs(task, lines)),
  };
};

const enginesOf = (cluster: Cluster): Promise<readonly Docker[]> =>
  Promise.all(cluster.nodes.map((node) => engineOf(cluster, node)));

export const engineOf = (cluster: Cluster, node: NodeAddress): Promise<Docker> =>
  connect(endpointOf(node, cluster.credentials), { silence: 20_000 });

const managing = async (cluster: Cluster, node: NodeAddress): Promise<Puller> => {
  const engine = await engineOf(cluster, node);
  const { Swarm } = await engine.info();
  if (Swarm?.ControlAvailable !== true) throw new Unreachable(`${node.name} is not a manager`);
  return { node: node.name, engine };
};

/** An engine that gave no HTTP answer is gone; one that answers 500 or 503 may have lost its leader. */
const isLost = (error: unknown): boolean =>
  statusOf(error) === undefined || statusOf(error) === 503 || /leader/.test(String(error));
