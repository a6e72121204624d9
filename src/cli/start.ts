import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Sample } from "../model/sample.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { keep, sweep } from "../nodes/sweep.ts";
import { isOk } from "../probe/check.ts";
import { renderMatrix } from "../report/matrix.ts";
import { sampleLine } from "../report/matrix-line.ts";
import { type Around, print } from "./around.ts";
import { describedCluster } from "./cluster-file.ts";
import type { Raised } from "./converge-on.ts";
import { progressOn } from "./progress.ts";
import { askable, asker, wholeMatrix } from "./questions.ts";
import { raise } from "./raise.ts";
import { reachedBy, refuseSecond, unlessFailed } from "./up.ts";
import { atWork, type Workplace } from "./workplace.ts";

/** The whole way once: up, probe, report, and down again unless the cluster is to be kept. */
export const start = async (
  paths: readonly string[],
  around: Around,
  { keep: toKeep = false, report = "report" },
): Promise<number> => {
  const spec = askable(await describedCluster(paths, around));
  return atWork(around, progressOn(around.stderr, around), (place) =>
    unlessFailed(spec, place, async () => {
      if (toKeep) await refuseSecond(spec, place);
      const raised = await raise(spec, place);
      const questions = wholeMatrix(raised.cluster, raised.spec);
      const samples = await asker(raised.cluster, raised.spec, around)(questions);
      const matrix = renderMatrix(samples, questions);
      print(around.stdout, matrix);
      writeReport(resolve(around.cwd, report), { samples, matrix });
      print(around.stderr, `The samples are in ${join(report, "samples.ndjson")}.`);
      await end(raised, { spec, place, around, toKeep });
      return samples.length > 0 && samples.every(isOk) ? 0 : 1;
    }),
  );
};

const writeReport = (
  folder: string,
  { samples, matrix }: { samples: readonly Sample[]; matrix: string },
): void => {
  mkdirSync(folder, { recursive: true });
  const lines = samples.map((sample) => `${JSON.stringify(sampleLine(sample))}\n`);
  writeFileSync(join(folder, "samples.ndjson"), lines.join(""));
  writeFileSync(join(folder, "matrix.txt"), `${matrix}\n`);
};

interface Ending {
  readonly spec: ClusterSpec;
  readonly place: Workplace;
  readonly around: Around;
  readonly toKeep: boolean;
}

const end = async (raised: Raised, { spec, place, around, toKeep }: Ending): Promise<void> => {
  const owner = { cluster: spec.name, run: place.run };
  if (!toKeep) {
    await sweep(place.engine, owner);
    return;
  }
  await refuseSecond(spec, place);
  await keep(place.engine, owner);
  print(around.stderr, ...reachedBy(raised));
};
