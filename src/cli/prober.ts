import { createWriteStream, type WriteStream } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { numberIn } from "../model/event-number.ts";
import type { Question } from "../model/sample.ts";
import { milliseconds, seconds } from "../model/units.ts";
import type { Hearing } from "../model/watch.ts";
import { ask } from "../probe/ask.ts";
import { listen } from "../probe/listen.ts";
import { type Via, visit } from "../probe/visit.ts";
import type { Clock } from "../run/converge.ts";
import { keepListening } from "../run/keep-listening.ts";
import { watch } from "../run/watch.ts";
import { clock as machineClock } from "./clock.ts";
import { type Errand, wayKey } from "./errand.ts";
import { files as names } from "./history.ts";

/** Longer than any answer should take, and short enough that few requests wait for a dead node. */
const timeout = seconds(2);

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
  const clock = { ...machineClock, now: () => sinceThen(errand.began) };
  process.send?.("asking");
  await Promise.all([asking(errand, clock, signal), ...listening(errand, clock, signal)]);
};

const sinceThen = (epoch: number) =>
  milliseconds(performance.timeOrigin + performance.now() - epoch);

const asking = (errand: Errand, clock: Clock, signal: AbortSignal): Promise<void> => {
  const { lanes, rate, folder } = errand;
  const via = waysOf(errand);
  return watch({
    ...{ lanes, rate, clock, signal, record: lineTo(join(folder, names.attempts)) },
    ask: (question) => ask(question, via(question), { timeout, longest }),
  });
};

const listening = (errand: Errand, clock: Clock, signal: AbortSignal): readonly Promise<void>[] => {
  if (errand.listeners.length === 0) return [];
  const via = waysOf(errand);
  const record: Publishing["record"] = lineTo(join(errand.folder, names.hearings));
  const ears = new AbortController();
  const hearing = errand.listeners.map((question) =>
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
  const published = publishing(errand, { clock, signal, record })
    .then(() => clock.sleep(travel, ears.signal))
    .then(() => ears.abort());
  return [...hearing, published];
};

interface Publishing {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly record: (hearing: Hearing) => void;
}

/** Through each node in turn, so that one that is silent keeps few events from being published, and delays none. */
const publishing = async (errand: Errand, work: Publishing): Promise<void> => {
  const { clock, signal } = work;
  const via = waysOf(errand);
  const pause = milliseconds(rest / new Set(errand.listeners.map(({ tenant }) => tenant)).size);
  const underWay = new Set<Promise<void>>();
  for (let turn = 0; !signal.aborted; turn++) {
    const question = errand.listeners[turn % errand.listeners.length] as Question;
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
  { clock, signal, record }: Publishing,
): Promise<void> => {
  const at = clock.now();
  const posted = visit({ ...event, path: "/publish" }, via, { timeout, longest, signal });
  const page = await posted.catch(() => undefined);
  const id = numberIn(page?.body ?? "");
  if (page?.status !== 202 || id === undefined) return;
  const { node, tenant, client } = event;
  const ms = milliseconds(clock.now() - at);
  record({ ...{ at, node, tenant, client }, what: "published", id, ms });
};

const waysOf = ({ ways }: Errand) => {
  const via = new Map(ways);
  return (question: Question): Via => via.get(wayKey(question)) as Via;
};

/**
 * Handed to the system at once, so that a crash costs no more than the last line, and by threads of their own: a disk
 * that is busy with images must not hold requests back.
 */
const lineTo = (path: string) => {
  const file = createWriteStream(path, { flags: "a" });
  files.push(file);
  return (line: object): void => {
    file.write(`${JSON.stringify(line)}\n`);
  };
};

const files: WriteStream[] = [];

const closed = (): Promise<unknown> =>
  Promise.all(files.map((file) => new Promise<void>((resolve) => file.end(resolve))));

/** It has little to do, and that on time: where that is allowed, it goes before what the cluster does. */
const hurry = (): void => {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST);
  } catch {
    // Not root: then the judgement says whether it fell behind.
  }
};

hurry();
const end = new AbortController();
// Ctrl-C goes to all processes of a terminal; when this one ends, the parent says.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
process.once("disconnect", () => end.abort());
process.once("message", (errand) => {
  process.once("message", () => end.abort());
  serve(errand as Errand, end.signal)
    .then(closed)
    .then(() => process.exit(0));
});
