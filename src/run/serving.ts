import { NotConverged } from "../model/errors.ts";
import { answerOf, isAnswered, type Question, type Sample } from "../model/sample.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import type { Clock } from "./converge.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface Serving {
  readonly ask: (questions: readonly Question[]) => Promise<readonly Sample[]>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 30 s unless told. */
  readonly within?: Milliseconds;
}

const poll = milliseconds(100);

/**
 * Waits until each question has once been answered with 200 by the tenant asked: a task that runs is not yet
 * one that the proxies have found. Throws NotConverged with the last answers that were not so.
 */
export const untilServed = async (
  questions: readonly Question[],
  { ask, clock, signal, within = seconds(30) }: Serving,
): Promise<void> => {
  const deadline = clock.now() + within;
  const pause = () => unlessAborted(() => clock.sleep(poll, signal), signal);
  for (let open = questions; open.length > 0; await pause()) {
    const asked = open;
    const unserved = (await unlessAborted(() => ask(asked), signal)).filter(
      (one) => !isAnswered(one),
    );
    if (unserved.length === 0) return;
    if (clock.now() > deadline) throw unreached(unserved, within);
    open = unserved;
  }
};

const unreached = (unserved: readonly Sample[], within: Milliseconds): NotConverged =>
  new NotConverged(
    [
      `the services run, but after ${within / 1000} s not every node answers:`,
      ...unserved.map(
        (one) => `  ${one.node} for ${one.tenant} over ${one.scheme}: ${answerOf(one)}`,
      ),
    ],
    unserved.some(({ status, answeredBy }) => status !== undefined && answeredBy === undefined)
      ? { hint: "a tenant's /whoami says who it is, see Your own tenants in README.md" }
      : {},
  );
