import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { clock } from "../src/cli/clock.ts";
import { describedCluster } from "../src/cli/cluster-file.ts";
import type { Raised } from "../src/cli/converge-on.ts";
import { engineOf, swarmOf } from "../src/cli/managers.ts";
import { progressOn } from "../src/cli/progress.ts";
import { raise } from "../src/cli/raise.ts";
import { unlessFailed } from "../src/cli/up.ts";
import { beginWatch } from "../src/cli/watching.ts";
import { atWork } from "../src/cli/workplace.ts";
import type { NodeAddress } from "../src/model/cluster.ts";
import { seconds } from "../src/model/units.ts";
import type { History, Outage } from "../src/model/watch.ts";
import { sweep } from "../src/nodes/sweep.ts";
import { findingsOf } from "../src/probe/findings.ts";
import { tableOf } from "../src/report/table.ts";
import { restartService } from "../src/run/restart-service.ts";
import { type Figure, isMet, largestOf, medianOf } from "./figure.ts";
import { repeated } from "./numbers.ts";
import { watchPeak } from "./peak-memory.ts";
import { surroundings } from "./surroundings.ts";

// Measures the watch itself, and how long a node is silent while its proxy is replaced, without open event streams
// and with one per node and tenant. --minutes says how long the watch goes on, --rolls how often proxies are replaced.
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    rolls: { type: "string", default: "3" },
  },
});
const feature = "features/every-node-serves-every-tenant.feature";
const around = surroundings();
const folder = mkdtempSync(join(tmpdir(), "swarmspec-watching-"));

const watched = async (raised: Raised, minutes: number): Promise<readonly Figure[]> => {
  const watch = await beginWatch(raised, { folder: join(folder, "quiet"), rate: 20 });
  const memory = watchPeak(watch.pid);
  await clock.sleep(seconds(60 * minutes), around.signal);
  const { lateness, total, nodes } = findingsOf((await watch.end()).attempts);
  return [
    largestOf({
      what: `requests later than 10 ms, of ${total} in ${minutes} min, in 100`,
      ...{ unit: "", runs: [100 * (1 - lateness.onTime)], target: { atMost: 1 } },
    }),
    largestOf({
      what: "requests that failed",
      ...{ unit: "", runs: [nodes.reduce((sum, { failed }) => sum + failed, 0)] },
    }),
    largestOf({
      what: "peak memory of the prober",
      ...{ unit: "MB", runs: [memory.stop()], target: { below: 200 } },
    }),
  ];
};

/** A node's silence, and its parts: until the old proxy has ended, until the new one starts, until it answers. */
interface Silence {
  readonly whole: number;
  readonly stop: number;
  readonly start: number;
  readonly first: number;
}

const rolled = async (raised: Raised, listening: boolean): Promise<readonly Silence[]> => {
  const watch = await beginWatch(raised, {
    ...{ folder: mkdtempSync(join(folder, "roll-")), listening, rate: 20 },
  });
  await clock.sleep(seconds(2), around.signal);
  const swarm = await swarmOf(raised.cluster);
  await restartService("proxy", { swarm, clock, signal: around.signal, delay: seconds(5) });
  await clock.sleep(seconds(2), around.signal);
  const history = await watch.end();
  return Promise.all(
    raised.cluster.nodes.map((node) => silenceOf(raised, node, { history, began: watch.began })),
  );
};

const silenceOf = async (
  { cluster }: Raised,
  node: NodeAddress,
  { history, began }: { readonly history: History; readonly began: number },
): Promise<Silence> => {
  const outages = findingsOf(history.attempts).outages.filter((one) => one.node === node.name);
  const { from, until } = longest(outages);
  const engine = await engineOf(cluster, node);
  const label = ["com.docker.swarm.service.name=proxy"];
  const containers = await engine.listContainers({ all: true, filters: { label } });
  const newestFirst = containers.toSorted((one, other) => other.Created - one.Created);
  const [next, last] = await Promise.all(
    newestFirst.slice(0, 2).map(async ({ Id }) => (await engine.getContainer(Id).inspect()).State),
  );
  const ended = Date.parse(last?.FinishedAt ?? "") - began;
  const started = Date.parse(next?.StartedAt ?? "") - began;
  const [whole, stop, start, first] = [
    until - from,
    ended - from,
    started - ended,
    until - started,
  ];
  return { whole, stop, start, first };
};

const longest = (outages: readonly Outage[]): Pick<Outage, "from" | "until"> => {
  const [first] = outages.toSorted((a, b) => b.until - b.from - (a.until - a.from));
  if (first === undefined) throw new Error("a node whose proxy was replaced was never silent");
  return first;
};

const silenceFigures = (kind: string, all: readonly Silence[]): readonly Figure[] => {
  const row = (what: string, part: keyof Silence, target?: Figure["target"]) =>
    medianOf({
      what: `${what}, ${kind}`,
      ...{ unit: "s", runs: all.map((one) => one[part] / 1000) },
      ...(target && { target }),
    });
  return [
    row("a node is silent in a proxy roll", "whole", { atMost: 0.5 }),
    row("- until the old proxy has ended", "stop"),
    row("- until the new one is started", "start"),
    row("- until an answer arrives", "first"),
  ];
};

const printed = (figures: readonly Figure[]): string =>
  tableOf(
    ["figure", "value", "met", "runs"],
    figures.map((figure) => [
      figure.what,
      `${figure.value.toFixed(2)} ${figure.unit}`.trim(),
      { true: "yes", false: "NO", undefined: "" }[`${isMet(figure)}`],
      figure.runs.map((run) => run.toFixed(2)).join(" "),
    ]),
  ).join("\n");

const spec = await describedCluster([feature], around);
await atWork(around, progressOn(around.stderr, around), (place) =>
  unlessFailed(spec, place, async () => {
    const raised = await raise(spec, place);
    const rolls = Number(values.rolls);
    const quiet = await repeated(rolls, () => rolled(raised, false));
    const listened = await repeated(rolls, () => rolled(raised, true));
    const figures = [
      ...silenceFigures("no stream open", quiet.flat()),
      ...silenceFigures("with open streams", listened.flat()),
      ...(await watched(raised, Number(values.minutes))),
    ];
    console.log(printed(figures));
    await sweep(place.engine, { cluster: spec.name, run: place.run });
    process.exitCode = figures.every((figure) => isMet(figure) ?? true) ? 0 : 1;
  }),
).finally(() => rmSync(folder, { recursive: true, force: true }));
