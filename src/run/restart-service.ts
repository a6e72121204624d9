import { BadInput } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { patienceWith } from "../plan/patience.ts";
import type { Clock, Swarm } from "./converge.ts";
import { untilSettled } from "./until-settled.ts";

export interface Restart {
  readonly swarm: Pick<Swarm, "observe" | "restart">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tell?: Listener;
  /** From one task to the next. */
  readonly delay: Milliseconds;
}

/**
 * Replaces the tasks of a service in turn, and waits until all are new; its own delay between tasks is put back,
 * whatever came of it. Throws BadInput where there is no such service, NotConverged with the cause where a task
 * does not come up, and with the last thing seen at the deadline.
 */
export const restartService = async (name: string, restart: Restart): Promise<void> => {
  const { swarm, delay } = restart;
  const seen = await swarm.observe();
  const service = seen.services.find(({ spec }) => spec.name === name);
  if (service === undefined) throw new BadInput(`there is no service ${name} to restart`);
  const putBack = await swarm.restart(service, delay);
  try {
    // A look costs processor time that clients may be competing for: no more often than need be.
    const every = milliseconds(500);
    const within = patience(service, seen, delay);
    await untilSettled(service, { ...restart, within, every, while: "was restarted" });
  } finally {
    await putBack();
  }
};

/** What its settings need, and the pauses between its tasks. */
const patience = (service: SeenService, seen: Snapshot, delay: Milliseconds): Milliseconds => {
  const tasks = seen.tasks.filter(
    (task) => task.service === service.id && task.state === "running",
  );
  return milliseconds(patienceWith(service.spec, seen) + tasks.length * (delay + seconds(5)));
};
