import { availableParallelism } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { wantingProcessors } from "../host/processors.ts";
import type { Milliseconds } from "../model/units.ts";
import { keepPulse } from "../run/pulse.ts";
import { clockSince } from "./clock.ts";

const end = new AbortController();
parentPort?.once("message", () => end.abort());
await keepPulse({
  clock: clockSince(workerData as Milliseconds),
  signal: end.signal,
  record: (line) => parentPort?.postMessage(line),
  wanting: wantingProcessors,
  processors: availableParallelism(),
});
