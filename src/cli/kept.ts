import type Docker from "dockerode";
import type { Cluster } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import { readCluster } from "../nodes/inventory.ts";
import { type Remains, remains } from "../nodes/sweep.ts";

/** The cluster of that name that an earlier `up` left running, if there is one. */
export const keptCluster = async (engine: Docker, name: string): Promise<Remains | undefined> =>
  (await remains(engine)).find(({ cluster, kept }) => kept && cluster === name);

/** The kept cluster of that name, or the only one if no name is given. Throws BadInput. */
export const chosenCluster = async (engine: Docker, name?: string): Promise<Cluster> => {
  const kept = (await remains(engine)).filter((one) => one.kept);
  const fitting = kept.filter(({ cluster }) => name === undefined || cluster === name);
  const [one, another] = fitting;
  if (one === undefined) throw notUp(name);
  if (another !== undefined)
    throw new BadInput(
      `several clusters are up: ${fitting.map(({ cluster }) => cluster).join(", ")}`,
      {
        hint: "choose one with --cluster NAME",
      },
    );
  return readCluster(engine, one);
};

const notUp = (name: string | undefined): BadInput =>
  new BadInput(name === undefined ? "no cluster is up" : `the cluster "${name}" is not up`, {
    hint: "swarmspec up FEATURE brings one up and leaves it running",
  });
