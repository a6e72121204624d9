import { oneLine } from "../model/line.ts";
import { runJob } from "../run/run-job.ts";
import { type Around, print } from "./around.ts";
import { clock } from "./clock.ts";
import { chosenCluster } from "./kept.ts";
import { swarmOf } from "./managers.ts";
import { progressOn } from "./progress.ts";
import { timed } from "./timed.ts";
import { visiting } from "./workplace.ts";

/** Runs a tenant's job `reset` once more, and waits until it is done. */
export const reset = async (
  tenant: string,
  around: Around,
  { cluster: name }: { readonly cluster?: string },
): Promise<number> => {
  const tell = progressOn(around.stderr, around);
  const { engine, login, signal } = await visiting(around, tell);
  const swarm = await swarmOf(await chosenCluster(engine, name), { login });
  const job = `${tenant}_reset`;
  await timed({ tell }, job, () => runJob(job, { swarm, clock, signal, tell }));
  print(around.stderr, oneLine(`The data of "${tenant}" are as they were at first.`));
  return 0;
};
