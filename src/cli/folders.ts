import type Docker from "dockerode";
import { outputOf } from "../docker/exec.ts";
import type { Cluster } from "../model/cluster.ts";
import { NotConverged } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { foldersFor } from "../plan/folders.ts";
import type { Swarm } from "../run/converge.ts";

interface Site {
  readonly engine: Docker;
  readonly cluster: Cluster;
  readonly spec: ClusterSpec;
}

/** The same swarm, which makes the folders on shared storage that a plan's services mount, before it applies it. */
export const withFolders = (swarm: Swarm, site: Site): Swarm => ({
  ...swarm,
  apply: async (plan, seen) => {
    await makeFolders(foldersFor(plan, site.spec.storage), site);
    return swarm.apply(plan, seen);
  },
});

/** One node that is not frozen is enough, as all share the storage. An engine refuses to mount what is not there. */
const makeFolders = async (
  folders: readonly string[],
  { engine, cluster: { nodes } }: Site,
): Promise<void> => {
  if (folders.length === 0) return;
  const containers = nodes.map(({ container }) => engine.getContainer(container));
  const states = await Promise.all(containers.map((container) => container.inspect()));
  const running = containers.find((_, index) => {
    const { Running, Paused } = states[index]?.State ?? {};
    return Running && !Paused;
  });
  if (running === undefined) throw new NotConverged("no node runs that could make folders");
  const said = await outputOf(running, ["mkdir", "-p", "--", ...folders]);
  if (said.trim() !== "")
    throw new NotConverged(`cannot make folders on the shared storage: ${said.trim()}`);
};
