import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { numberIn } from "../model/event-number.ts";
import type { Question } from "../model/sample.ts";
import type { Schedule } from "../model/schedule.ts";
import { milliseconds, seconds } from "../model/units.ts";
import type { Attempt, Hearing } from "../model/watch.ts";
import { ask } from "../probe/ask.ts";
import { listen } from "../probe/listen.ts";
import { type Via, visitQuickly } from "../probe/visit.ts";
import type { Clock } from "../run/converge.ts";
import { keepListening } from "../run/keep-listening.ts";
import { watch } from "../run/watch.ts";
import { clockSince } from "./clock.ts";
import { type Errand, wayKey } from "./errand.ts";
import { files } from "./history.ts";
import { type Ledger, ledger } from "./ledger.ts";
import { machinePulse } from "./pulse.ts";

/**
 * How long an answer is waited for: longer than it may take, so that one that comes too late is told with its time,
 * and short enough that few requests wait for a dead node.
 */
const timeout = seconds(5);

/**
 * In bytes; longer than any /whoami has to be. Hundreds of requests may be under way, and what has come of each answer
 * is in memory.
 */
const longest = 16_384;

/** Between two events of a tenant. */
const rest = milliseconds(500);

/** How long an event may be under way; listeners stay as long after the last one, or some of them would miss it. */
const travel = seconds(1);

/**
 * Does one errand, given as the first message of the parent, until the next message or the parent's end. A process
 * of its own: what the parent does meanwhile must not keep requests from leaving on time.
 */
const serve = async (errand: Errand, signal: AbortSignal): Promise<void> => {
  const clock = clockSince(errand.began);
  const [attempts, hearings, machine] = (["attempts", "hearings", "machine"] as const).map((name) =>
    ledger(join(errand.folder, files[name]), tellTrouble),
  ) as [Ledger, Ledger, Ledger];
  const schedule = { ...errand.schedule, from: clock.now() };
  attempts.write({ schedule });
  const pulse = machinePulse(errand.began, machine.write);
  process.send?.("asking");
  await Promise.all([
    asking({ ...errand, schedule }, { clock, signal, record: attempts.write }),
    ...listening(errand, { clock, signal, record: hearings.write }),
  ]);
  await pulse.end();
  await Promise.all([attempts, hearings, machine].map((one) => one.end()));
};

const tellTrouble = (trouble: string): void => {
  process.send?.({ trouble });
};

interface Work<Line> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly record: (line: Line) => void;
}

const asking = (errand: Errand, work: Work<Attempt>): Promise<void> => {
  const via = waysOf(errand);
  return watch({
    ...{ schedule: errand.schedule, ...work },
    ask: (question) => ask(question, via(question), { timeout, longest, by: visitQuickly }),
  });
};

const listening = (
  { schedule: { listeners }, ...errand }: Errand,
  { clock, signal, record }: Work<Hearing>,
): readonly Promise<void>[] => {
  if (listeners.length === 0) return [];
  const via = waysOf(errand);
  const ears = new AbortController();
  const hearing = listeners.map((question) =>
    keepListening({
      ...{ clock, signal: ears.signal },
      open: (lastId) =>
        listen({ ...question, path: "/events" }, via(question), {
          signal: ears.signal,
          ...(lastId !== undefined && { lastId }),
        }),
      record: ({ at, ...heard }) => {
        const { node, tenant, client } = question;
        record({ ...{ at, node, tenant, client }, ...heard });
      },
    }),
  );
  const published = publishing({ ...errand, listeners }, { clock, signal, record })
    .then(() => clock.sleep(travel, ears.signal))
    .then(() => ears.abort());
  return [...hearing, published];
};

/** Through each node in turn, so that one that is silent keeps few events from being published, and delays none. */
const publishing = async (
  { listeners, ways }: Pick<Errand, "ways"> & Pick<Schedule, "listeners">,
  work: Work<Hearing>,
): Promise<void> => {
  const { clock, signal } = work;
  const via = waysOf({ ways });
  const pause = milliseconds(rest / new Set(listeners.map(({ tenant }) => tenant)).size);
  const underWay = new Set<Promise<void>>();
  for (let turn = 0; !signal.aborted; turn++) {
    const question = listeners[turn % listeners.length] as Question;
    const one = publish({ ...question, body: `event ${turn}` }, via(question), work);
    underWay.add(one);
    one.finally(() => underWay.delete(one));
    await clock.sleep(pause, signal).catch(() => {});
  }
  await Promise.all(underWay);
};

/** What is not accepted is nobody's event: why it was not is seen by those who ask the same node for pages. */
const publish = async (
  event: Question & { readonly body: string },
  via: Via,
  { clock, signal, record }: Work<Hearing>,
): Promise<void> => {
  const at = clock.now();
  const posted = visitQuickly({ ...event, path: "/publish" }, via, { timeout, longest, signal });
  const page = await posted.catch(() => undefined);
  const id = numberIn(page?.body ?? "");
  if (page?.status !== 202 || id === undefined) return;
  const { node, tenant, client } = event;
  const ms = milliseconds(clock.now() - at);
  record({ ...{ at, node, tenant, client }, what: "published", id, ms });
};

const waysOf = ({ ways }: Pick<Errand, "ways">) => {
  const via = new Map(ways);
  return (question: Question): Via => via.get(wayKey(question)) as Via;
};

/** Where the parent could not let it go first, this is what is left; without it the history says what was missed. */
const hurry = (): void => {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST);
  } catch {
    // Not root.
  }
};

hurry();
const end = new AbortController();
// Ctrl-C goes to all processes of a terminal; when this one ends, the parent says.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
process.once("disconnect", () => end.abort());
process.once("message", (errand) => {
  process.once("message", () => end.abort());
  serve(errand as Errand, end.signal).then(
    () => process.exit(0),
    (error: unknown) => {
      tellTrouble(`the prober failed: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
      process.disconnect();
    },
  );
});
