import type Docker from "dockerode";
import type { Cluster } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import { readCluster } from "../nodes/inventory.ts";
import { type Remains, remains } from "../nodes/sweep.ts";

/** The cluster of that name that an earlier `up` left running, if there is one. */
export const keptCluster = async (engine: Docker, name: string): Promise<Remains | undefined> =>
  (await keptOn(engine)).find(({ cluster }) => cluster === name);

/** Every kept cluster of that name, or the only one if no name is given. Throws BadInput if there is none. */
export const meantClusters = async (
  engine: Docker,
  name?: string,
): Promise<readonly [Remains, ...Remains[]]> => {
  const kept = await keptOn(engine);
  const [one, ...others] = kept.filter(({ cluster }) => name === undefined || cluster === name);
  if (one === undefined) throw notUp(name, kept);
  if (name === undefined && others.length > 0) throw several(kept);
  return [one, ...others];
};

/** The one kept cluster that is meant, with its addresses and keys. Throws BadInput. */
export const chosenCluster = async (engine: Docker, name?: string): Promise<Cluster> => {
  const [one, ...others] = await meantClusters(engine, name);
  if (others.length > 0) throw several([one, ...others]);
  if (one.goesDown) throw halfDown(one);
  return readCluster(engine, one);
};

/** That what is there of a cluster is only what a `down` has left. */
export const halfDown = ({ cluster }: Remains): BadInput =>
  new BadInput(`a down of "${cluster}" broke off, so it is neither up nor gone`, {
    hint: "swarmspec down finishes it, and so does up before it makes the cluster anew",
  });

const keptOn = async (engine: Docker): Promise<readonly Remains[]> =>
  (await remains(engine)).filter(({ kept }) => kept);

const notUp = (name: string | undefined, kept: readonly Remains[]): BadInput =>
  new BadInput(name === undefined ? "no cluster is up" : `the cluster "${name}" is not up`, {
    hint:
      kept.length === 0
        ? "swarmspec up FEATURE brings one up and leaves it running"
        : `up are: ${namesOf(kept)}`,
  });

const several = (kept: readonly Remains[]): BadInput =>
  new BadInput(`several clusters are up: ${namesOf(kept)}`, {
    hint: "choose one with --cluster NAME",
  });

const namesOf = (kept: readonly Remains[]): string => kept.map(({ cluster }) => cluster).join(", ");
