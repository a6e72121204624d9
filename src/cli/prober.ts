import { closeSync, openSync, writeSync } from "node:fs";
import { milliseconds, seconds } from "../model/units.ts";
import { ask } from "../probe/ask.ts";
import type { Via } from "../probe/visit.ts";
import { watch } from "../run/watch.ts";
import { clock } from "./clock.ts";
import { type Errand, wayKey } from "./errand.ts";

/** Longer than any answer should take, and short enough that few requests wait for a dead node. */
const timeout = seconds(2);

/**
 * Does one errand, given as the first message of the parent, until the next message or the parent's end. A process
 * of its own: what the parent does meanwhile must not keep requests from leaving on time.
 */
const serve = async (
  { lanes, ways, rate, file, began }: Errand,
  end: AbortSignal,
): Promise<void> => {
  const via = new Map(ways);
  const lines = openSync(file, "a");
  const now = () => milliseconds(performance.timeOrigin + performance.now() - began);
  await watch({
    ...{ lanes, rate, signal: end, clock: { ...clock, now } },
    ask: (question) => ask(question, via.get(wayKey(question)) as Via, { timeout }),
    // At once, so that a crash of any process of ours costs no line that was told.
    record: (attempt) => writeSync(lines, `${JSON.stringify(attempt)}\n`),
  });
  closeSync(lines);
};

const end = new AbortController();
// Ctrl-C goes to all processes of a terminal; when this one ends, the parent says.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
process.once("disconnect", () => end.abort());
process.once("message", (errand) => {
  process.once("message", () => end.abort());
  serve(errand as Errand, end.signal).then(() => process.exit(0));
});
