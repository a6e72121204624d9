import { When } from "@cucumber/cucumber";
import { anyManager, engineOf } from "../src/cli/managers.ts";
import { seconds } from "../src/model/units.ts";
import { retireNode } from "../src/nodes/retire-node.ts";
import { acts, by } from "./phrase.ts";
import { session } from "./world.ts";

When(
  "the node {string} is drained, leaves the swarm and is removed",
  acts(
    "As one would by hand: its tasks end first. The cluster is described without it from then on.",
  ),
  by(async (world, name: string) => {
    const node = await world.node(name);
    const { cluster } = await world.cluster();
    const others = { ...cluster, nodes: cluster.nodes.filter((one) => one !== node) };
    const { engine: host } = await session.place();
    const { engine: manager } = await anyManager(others);
    const own = await engineOf(cluster, node);
    const { signal } = session;
    world.watch?.note({ kind: "node", what: `${name} is to leave`, node: name });
    await retireNode(node, { host, manager, own, cluster, within: seconds(30), signal });
    world.forgetNode(name);
  }),
);
