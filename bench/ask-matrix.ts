import { asker, wholeMatrix } from "../src/cli/questions.ts";
import type { Cluster } from "../src/model/cluster.ts";
import type { ClusterSpec } from "../src/model/spec.ts";
import { isOk } from "../src/probe/check.ts";
import { type Figure, largestOf, medianOf } from "./figure.ts";
import { repeated, stopwatch } from "./numbers.ts";

const turns = 5;

/** Asks the whole matrix in this process. */
export const askMatrix = async (
  cluster: Cluster,
  spec: ClusterSpec,
  signal: AbortSignal,
): Promise<readonly Figure[]> => {
  const [ask, questions] = [asker(cluster, spec, { signal }), wholeMatrix(cluster, spec)];
  const asked = await repeated(turns, async () => {
    const since = stopwatch();
    const samples = await ask(questions);
    return { seconds: since(), wrong: samples.filter((sample) => !isOk(sample)).length };
  });
  return [
    medianOf({
      what: `whole matrix of ${questions.length} requests, in process`,
      ...{ unit: "s", runs: asked.map(({ seconds }) => seconds), target: { atMost: 1.5 } },
    }),
    largestOf({
      what: "requests of it not as promised",
      ...{ unit: "", runs: asked.map(({ wrong }) => wrong), target: { atMost: 0 } },
    }),
  ];
};
