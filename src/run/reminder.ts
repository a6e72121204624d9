import type { Listener } from "../model/event.ts";
import type { SeenService } from "../model/snapshot.ts";
import type { Milliseconds } from "../model/units.ts";
import type { Lagging } from "../plan/lagging.ts";

interface Reminder {
  readonly swarm: { remind(service: SeenService): Promise<void> };
  readonly clock: { now(): Milliseconds };
  readonly tell: Listener;
}

/**
 * Reminds a swarm of services of which it keeps tasks that are too many or too old. When it scales down, it writes once
 * that a task is to go; where the task's node reports at that moment, the write is refused ("failed to update task to REMOVE:
 * update out of sequence" in the leader's log), and nothing looks at the service again until somebody writes it.
 */
export const reminder = ({ swarm, clock, tell }: Reminder) => {
  const since = new Map<string, Milliseconds>();
  return async (lagging: readonly Lagging[]): Promise<void> => {
    const names = lagging.map(({ service }) => service.spec.name);
    for (const name of since.keys()) if (!names.includes(name)) since.delete(name);
    for (const { service, reason, patience } of lagging) {
      const { name } = service.spec;
      const first = since.get(name) ?? clock.now();
      since.set(name, first);
      if (clock.now() - first < patience) continue;
      since.delete(name);
      tell({
        type: "warned",
        message: `${name}: ${reason}, and is reminded of it`,
      });
      // Refused where somebody else has just written it, and then the swarm looks again anyway.
      await swarm.remind(service).catch(() => {});
    }
  };
};
