import type { Change, Plan } from "../model/change.ts";
import type { Progress } from "../model/progress.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import { type InUse, inUseAfter } from "./in-use.ts";

/**
 * Whether a change replaces the tasks of a global service node by node. Swarm forgets about one after the other as
 * soon as a node changes: then it replaces that node's task out of turn (swarmkit, orchestrator/global,
 * reconcileServicesOneNode: "This is not a rolling update"). And a node changes whenever an overlay network reaches
 * or leaves it with a task. So nothing else is to be written, or still on its way, while such a service rolls.
 */
export const isRoll = (change: Change): boolean =>
  change.kind === "service" && change.action === "update" && isGlobal(change.seen);

/**
 * The stages of a plan that may be written now: up to the first roll, or that one alone, when nothing else moves.
 * While only such services of ours roll as are to be rewritten, they are, after what they need for it: a roll that is
 * stuck would wait for ever for the change that mends it.
 */
export const writableNow = ({ stages }: Plan, seen: Snapshot, now: readonly Progress[]): Plan => {
  const roll = stages.findIndex((stage) => stage.some(isRoll));
  if (roll === 0) {
    const [stage = []] = stages;
    const names = stage.map(({ name }) => name);
    const moving = now.filter(
      ({ state, service }) => state === "waiting" && !names.includes(service),
    );
    return { stages: moving.length > 0 ? [] : [stage] };
  }
  const before = roll === -1 ? stages : stages.slice(0, roll);
  const rolling = seen.services.filter(isRolling).map(({ spec }) => spec.name);
  if (rolling.length === 0) return { stages: before };
  const rolls = stages.flat().filter(isRoll);
  if (!rolling.every((name) => rolls.some((change) => change.name === name))) return { stages: [] };
  const needed = before
    .map((stage) => stage.filter(makesOf(inUseAfter(rolls, seen))))
    .filter((stage) => stage.length > 0);
  return { stages: needed.length > 0 ? needed : stages.slice(roll, roll + 1) };
};

const isRolling = (service: SeenService): boolean =>
  isGlobal(service) && service.owner !== undefined && service.update?.state === "updating";

/** Whether a change makes what services refer to. */
const makesOf =
  ({ networks, files }: InUse) =>
  ({ kind, action, name }: Change): boolean =>
    action === "create" &&
    ((kind === "network" && networks.has(name)) ||
      ((kind === "config" || kind === "secret") && files.has(name)));

const isGlobal = ({ spec }: SeenService): boolean => spec.mode.kind === "global";
