import { setTimeout as wait } from "node:timers/promises";
import type { Cluster } from "../model/cluster.ts";
import { greatest } from "../model/extremes.ts";
import { type Line, oneLine } from "../model/line.ts";
import type { Sample } from "../model/sample.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { isOk } from "../probe/check.ts";
import { renderMatrix } from "../report/matrix.ts";
import { sampleLine } from "../report/matrix-line.ts";
import type { Door } from "../run/quiet.ts";
import { type Around, print, printJson } from "./around.ts";
import { describedCluster } from "./cluster-file.ts";
import { chosenCluster } from "./kept.ts";
import { askable, asker, quietDoors, wholeMatrix } from "./questions.ts";
import { visiting } from "./workplace.ts";

export interface ProbeOptions {
  readonly json?: boolean;
  /** Go on until interrupted, a line per node and second. */
  readonly watch?: boolean;
}

/** Asks every node of a cluster that is up for every tenant; 0 if all answers were as promised. */
export const probe = async (
  paths: readonly string[],
  around: Around,
  options: ProbeOptions = {},
): Promise<number> => {
  const spec = askable(await describedCluster(paths, around));
  const { engine } = await visiting(around, () => {});
  const cluster = await chosenCluster(engine, spec.name);
  return options.watch
    ? watch(cluster, spec, around, options)
    : once(cluster, spec, around, options);
};

const once = async (
  cluster: Cluster,
  spec: ClusterSpec,
  around: Around,
  { json = false }: ProbeOptions,
): Promise<number> => {
  const questions = wholeMatrix(cluster, spec);
  const samples = await asker(cluster, spec, { signal: around.signal })(questions);
  if (json) for (const sample of samples) printJson(around.stdout, sampleLine(sample));
  else print(around.stdout, ...renderMatrix(samples, questions));
  const loud = await loudDoors(cluster, spec);
  for (const { node, port } of loud)
    print(around.stderr, oneLine(`${node} is described as drained, and answers on port ${port}`));
  return samples.length > 0 && samples.every(isOk) && loud.length === 0 ? 0 : 1;
};

const loudDoors = async (cluster: Cluster, spec: ClusterSpec): Promise<readonly Door[]> => {
  const doors = quietDoors(cluster, spec);
  const open = await Promise.all(doors.map((door) => door.isOpen()));
  return doors.filter((_, index) => open[index]);
};

/** Rounds begin a second apart, or when the last one is through. */
const watch = async (
  cluster: Cluster,
  spec: ClusterSpec,
  around: Around,
  { json = false }: ProbeOptions,
): Promise<number> => {
  const ask = asker(cluster, spec, { signal: around.signal });
  let [asked, failed] = [0, 0];
  try {
    for (;;) {
      const next = wait(1000, undefined, { signal: around.signal });
      const [samples] = await Promise.all([ask(wholeMatrix(cluster, spec)), next]);
      asked += samples.length;
      failed += samples.filter((sample) => !isOk(sample)).length;
      if (json) for (const sample of samples) printJson(around.stdout, sampleLine(sample));
      else print(around.stdout, ...perNode(spec, samples));
    }
  } catch (error) {
    if (!around.signal.aborted) throw error;
    print(around.stderr, oneLine(`${asked} requests, ${failed} not as promised`));
    return asked > 0 && failed === 0 ? 0 : 1;
  }
};

const perNode = ({ nodes }: ClusterSpec, samples: readonly Sample[]): readonly Line[] =>
  nodes
    .filter(({ name }) => samples.some(({ node }) => node === name))
    .map(({ name }) => {
      const own = samples.filter(({ node }) => node === name);
      const slowest = greatest([0, ...own.map(({ ms }) => ms)]);
      return oneLine(
        `[${name}] ${own.filter(isOk).length} of ${own.length} ok, slowest ${slowest} ms`,
      );
    });
