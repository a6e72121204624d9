import { When } from "@cucumber/cucumber";
import { clock } from "../src/cli/clock.ts";
import { swarmOf } from "../src/cli/managers.ts";
import { timed } from "../src/cli/timed.ts";
import { seconds } from "../src/model/units.ts";
import { restartService } from "../src/run/restart-service.ts";
import { acts, by } from "./phrase.ts";
import { session } from "./world.ts";

When(
  "the reverse proxies are restarted one at a time, {int} second(s) apart",
  acts(
    "As docker service update --force would, with that delay between nodes, which is put back afterwards.",
  ),
  by(async (world, apart: number) => {
    const { cluster } = await world.cluster();
    const swarm = await swarmOf(cluster);
    const { signal, tell } = await session.place();
    await timed({ tell }, "restart of the reverse proxies", () =>
      restartService("proxy", { swarm, clock, signal, tell, delay: seconds(apart) }),
    );
  }),
);
