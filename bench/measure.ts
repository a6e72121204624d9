import { loadavg } from "node:os";
import type { Around } from "../src/cli/around.ts";
import { describedCluster } from "../src/cli/cluster-file.ts";
import { siteImages } from "../src/cli/images.ts";
import { chosenCluster } from "../src/cli/kept.ts";
import { anyManager } from "../src/cli/managers.ts";
import { progressOn } from "../src/cli/progress.ts";
import { atWork, type Workplace } from "../src/cli/workplace.ts";
import { useForContainers } from "../src/nodes/container.ts";
import { remains, sweep } from "../src/nodes/sweep.ts";
import { applyAgain } from "./apply-again.ts";
import { askMatrix } from "./ask-matrix.ts";
import { type Figure, largestOf, medianOf } from "./figure.ts";
import { fromNothing, speedFigures } from "./from-nothing.ts";
import { machineOf } from "./machine.ts";
import { hundredServices, planAtScale } from "./many-services.ts";
import { repeated } from "./numbers.ts";
import type { Results } from "./results.ts";
import { sidesOf } from "./side.ts";
import { type Run, swarmspec } from "./swarmspec.ts";
import { verifiedDeploy } from "./verified-deploy.ts";

const feature = "bench/four-services.feature";

/** Measures everything; the machine is as it was before when this ends, whatever way. */
export const measure = (around: Around, rounds: number): Promise<Results> =>
  atWork(around, progressOn(around.stderr, around), async (place) => {
    const [loadBefore = 0] = loadavg();
    const spec = await describedCluster([feature], around);
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(() => sweepAll(place, spec.name));
    useForContainers(place.host.endpoint);
    const images = await siteImages(spec, place);
    const command = (name: string): Promise<Run> => swarmspec([name, feature], around);
    const note = (line: string): void => around.stderr.write(`${line}\n`);

    const walks = await fromNothing({ spec, images, place, rounds, swarmspec: command, note });
    const cluster = await chosenCluster(place.engine, spec.name);
    const { engine: manager } = await anyManager(cluster);
    note("apply, matrix and probe on the last cluster");
    const applied = await applyAgain(manager, () => command("apply"));
    const asked = await askMatrix(cluster, spec, place.signal);
    const probed = await repeated(3, () => command("probe"));
    const figures = [
      ...speedFigures(walks),
      ...applied.figures,
      ...asked,
      medianOf({
        what: "probe of the matrix, whole process",
        ...{ unit: "s", runs: probed.map(({ seconds }) => seconds) },
      }),
      memoryFigure("up", walks.swarmspec),
      memoryFigure("apply", applied.runs),
      memoryFigure("probe", probed),
    ];
    const machine = {
      ...(await machineOf({ host: place.engine, node: manager })),
      loadBefore,
    };
    note("stack files, side by side with docker stack deploy");
    await command("down");
    const onStacks = await stackFigures(place, around);
    return {
      ...{ date: new Date().toISOString(), machine, walks },
      figures: [...figures, ...onStacks],
    };
  });

/** A cluster without a feature, for both sides in turn. */
const stackFigures = async (place: Workplace, around: Around): Promise<readonly Figure[]> => {
  const cluster = "swarmspec-bench-stacks";
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => sweepAll(place, cluster));
  const run = (args: readonly string[]): Promise<Run> =>
    swarmspec(args, { ...around, env: { ...around.env, TENANT: "bearded" } });
  const nodes = ["--managers", "3", "--images", "fixtures/images"];
  await run(["up", "bench/nothing.yml", "--name", cluster, ...nodes]);
  const there = await chosenCluster(place.engine, cluster);
  const { engine: manager } = await anyManager(there);
  const [first] = there.nodes;
  if (first === undefined) throw new Error("the cluster has no node");
  const node = place.engine.getContainer(first.container);
  using sides = sidesOf({ node, manager, cluster, run });
  return [
    ...(await verifiedDeploy(sides)),
    ...(await hundredServices(sides, manager)),
    ...(await planAtScale(sides)),
  ];
};

const memoryFigure = (command: string, runs: readonly Run[]): Figure =>
  largestOf({
    what: `peak memory of ${command}`,
    ...{ unit: "MB", runs: runs.map(({ peak }) => peak), target: { below: 200 } },
  });

/** Also what a process of ours kept, or could not undo. */
const sweepAll = async ({ engine }: Workplace, cluster: string): Promise<void> => {
  for (const one of await remains(engine)) if (one.cluster === cluster) await sweep(engine, one);
};
