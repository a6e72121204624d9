import { NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { Unfound } from "../model/unfound.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import type { Clock } from "./converge.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface Finding {
  readonly look: () => Promise<readonly Unfound[]>;
  /** Replaces the tasks of a service. */
  readonly replace: (service: string) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tell: Listener;
  /** How long names may take to get around, 10 s unless told. */
  readonly within?: Milliseconds;
}

const poll = milliseconds(300);

/**
 * Waits until every running task is found by its service's name, and replaces those that stay unfound. An engine
 * gives a task its name when it has waited for its health. Where an election or a cut interrupts it at that, it
 * calls the task running at the second try, healthy or not, and never gives it the name. Throws NotConverged where
 * replacing does not help.
 */
export const untilFound = async (finding: Finding): Promise<void> => {
  const { replace, tell } = finding;
  const lost = await stillUnfound(finding);
  if (lost.length === 0) return;
  tell({ type: "warned", message: `${inWords(lost)}: its tasks are replaced` });
  for (const service of new Set(lost.map((one) => one.service))) await replace(service);
  const left = await stillUnfound(finding);
  if (left.length > 0) throw new NotConverged(`all tasks run, but ${inWords(left)}`);
};

const stillUnfound = async ({
  look,
  clock,
  signal,
  within = seconds(10),
}: Finding): Promise<readonly Unfound[]> => {
  const deadline = clock.now() + within;
  for (;;) {
    const unfound = await unlessAborted(look, signal);
    if (unfound.length === 0 || clock.now() > deadline) return unfound;
    await unlessAborted(() => clock.sleep(poll, signal), signal);
  }
};

const inWords = (unfound: readonly Unfound[]): string =>
  [...Map.groupBy(unfound, ({ service }) => service)]
    .map(([service, places]) => {
      const nodes = [...new Set(places.map(({ node }) => node))].join(", ");
      return `${service} at ${places[0]?.address} is not found by its name on ${nodes}`;
    })
    .join("; ");
