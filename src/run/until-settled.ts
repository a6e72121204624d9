import { isDeepStrictEqual } from "node:util";
import { NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { Progress } from "../model/progress.ts";
import type { SeenService } from "../model/snapshot.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import { progress } from "../plan/converge.ts";
import type { Clock, Swarm } from "./converge.ts";
import { unlessAborted } from "./unless-aborted.ts";

interface Waiting {
  readonly swarm: Pick<Swarm, "observe">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tell?: Listener;
  readonly within: Milliseconds;
  /** From one look to the next. */
  readonly every?: Milliseconds;
  /** What is done to the service meanwhile, for example "ran". */
  readonly while: string;
}

/**
 * Waits until a service is settled as it is written now, and resolves to what it is then. Throws NotConverged with the cause where it fails or is
 * removed, and with the last thing seen at the deadline.
 */
export const untilSettled = async (
  { id, spec: { name } }: SeenService,
  { swarm, clock, signal, tell = () => {}, within, every = milliseconds(150), ...waiting }: Waiting,
): Promise<SeenService> => {
  const deadline = clock.now() + within;
  let told: Progress | undefined;
  for (;;) {
    const seen = await unlessAborted(() => swarm.observe(), signal);
    const there = seen.services.find((one) => one.id === id);
    const now = there && progress({ services: [there.spec] }, seen)[0];
    if (there === undefined || now === undefined)
      throw new NotConverged(`${name} was removed while it ${waiting.while}`);
    if (now.state === "settled") return there;
    if (!isDeepStrictEqual(now, told)) tell({ type: "awaiting", progress: [now] });
    told = now;
    if (now.state === "failed") throw new NotConverged(`${name}: ${now.detail}`);
    if (clock.now() > deadline)
      throw new NotConverged(`${name}: ${now.detail}, after ${within / 1000} s`);
    await unlessAborted(() => clock.sleep(every, signal), signal);
  }
};
