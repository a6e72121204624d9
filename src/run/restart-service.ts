import { BadInput, NotConverged } from "../model/errors.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { progress } from "../plan/converge.ts";
import { patienceWith } from "../plan/patience.ts";
import type { Clock, Swarm } from "./converge.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface Restart {
  readonly swarm: Pick<Swarm, "observe" | "restart">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** From one task to the next. */
  readonly delay: Milliseconds;
}

const poll = milliseconds(500);

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
    await untilNew(service, { ...restart, within: patience(service, seen, delay) });
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

const untilNew = async (
  { id, spec: { name } }: SeenService,
  { swarm, clock, signal, within }: Restart & { readonly within: Milliseconds },
): Promise<void> => {
  const deadline = clock.now() + within;
  for (;;) {
    await unlessAborted(() => clock.sleep(poll, signal), signal);
    const seen = await unlessAborted(() => swarm.observe(), signal);
    const there = seen.services.find((one) => one.id === id);
    const now = there && progress({ services: [there.spec] }, seen)[0];
    if (now === undefined) throw new NotConverged(`${name} was removed while it was restarted`);
    if (now.state === "failed") throw new NotConverged(`${name}: ${now.detail}`);
    if (now.state === "settled") return;
    if (clock.now() > deadline)
      throw new NotConverged(`${name}: ${now.detail}, after ${within / 1000} s`);
  }
};
