import type Docker from "dockerode";
import { observe } from "../docker/observe.ts";
import { BadInput } from "../model/errors.ts";
import type { SeenTask, Snapshot } from "../model/snapshot.ts";
import type { Fault } from "./fault.ts";

interface Means {
  readonly manager: Docker;
  readonly engineOf: (node: string) => Promise<Docker>;
}

/** Kills the container of a service's oldest running task; the swarm puts another in its place by itself. */
export const killTask = async (service: string, { manager, engineOf }: Means): Promise<Fault> => {
  const { task, node } = runningTask(await observe(manager), service);
  const { Status } = await manager.getTask(task.id).inspect();
  const container = (await engineOf(node)).getContainer(Status.ContainerStatus.ContainerID);
  return {
    done: `the task of ${service} on ${node} is killed`,
    undone: `the swarm starts another task of ${service} by itself`,
    inflict: () => container.kill({ signal: "SIGKILL" }).then(() => {}),
    undo: async () => {},
  };
};

const runningTask = ({ nodes, services, tasks }: Snapshot, name: string) => {
  const service = services.find(({ spec }) => spec.name === name);
  if (service === undefined) {
    const known = services.map(({ spec }) => spec.name).toSorted();
    throw new BadInput(`there is no service ${name}`, { hint: `services are ${known.join(", ")}` });
  }
  const [oldest] = tasks
    .filter((task) => task.service === service.id && task.state === "running")
    .flatMap((task) => {
      const node = nodes.find(({ id }) => id === task.node);
      return node?.state === "ready" ? [{ task, node: node.name }] : [];
    })
    .toSorted(byAge);
  if (oldest === undefined) throw new BadInput(`no task of ${name} runs`);
  return oldest;
};

const byAge = (one: { readonly task: SeenTask }, other: { readonly task: SeenTask }): number =>
  one.task.created.localeCompare(other.task.created);
