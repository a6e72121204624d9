import { runJob } from "../run/run-job.ts";
import { type Around, print } from "./around.ts";
import { clock } from "./clock.ts";
import { chosenCluster } from "./kept.ts";
import { swarmOf } from "./managers.ts";
import { visiting } from "./workplace.ts";

/** Runs a tenant's job `reset` once more, and waits until it is done. */
export const reset = async (
  tenant: string,
  around: Around,
  { cluster: name }: { readonly cluster?: string },
): Promise<number> => {
  const { engine, login, signal } = await visiting(around, () => {});
  const swarm = await swarmOf(await chosenCluster(engine, name), { login });
  await runJob(`${tenant}_reset`, { swarm, clock, signal });
  print(around.stderr, `The data of "${tenant}" are as they were at first.`);
  return 0;
};
