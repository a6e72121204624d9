import type { SeenNetwork } from "../model/snapshot.ts";
import { gone } from "./gone.ts";
import type { WireTask } from "./wire-types.ts";
import type { Writing } from "./writing.ts";

/**
 * Removes a network once no container is on it; throws "still in use" before that. The swarm itself asks only
 * whether tasks are meant to run: nodes that still stop one then keep their part of the network for ever.
 */
export const removeNetwork = async (
  { id, name }: SeenNetwork,
  { manager, seen }: Pick<Writing, "manager" | "seen">,
): Promise<void> => {
  // What a dead node's tasks were last is kept for a day.
  const alive = new Set<string>(
    seen.nodes.filter(({ state }) => state === "ready").map((node) => node.id),
  );
  const tasks = (await manager.listTasks()) as WireTask[];
  const stopping = tasks.filter(
    (task) =>
      isOn(task, id) && alive.has(task.NodeID ?? "") && !ended.has(task.Status?.State ?? ""),
  );
  if (stopping.length > 0)
    throw new Error(`network ${name} is still in use by ${tasksOf(stopping.length)} that stop`);
  await gone(manager.getNetwork(id).remove());
};

const tasksOf = (count: number): string => (count === 1 ? "1 task" : `${count} tasks`);

const isOn = ({ NetworksAttachments }: WireTask, id: string): boolean =>
  (NetworksAttachments ?? []).some(({ Network }) => Network?.ID === id);

const ended = new Set(["complete", "shutdown", "failed", "rejected", "orphaned"]);
