import type Docker from "dockerode";
import type { NodeAddress } from "../model/cluster.ts";
import { cut, mend, type NetworkName } from "../nodes/cut.ts";
import type { Fault } from "./fault.ts";

/** Cuts a simulated node from the network of the swarm or from that of the clients; all else goes on. */
export const cutNetwork = (engine: Docker, node: NodeAddress, network: NetworkName): Fault => ({
  node: node.name,
  done: `${node.name} is cut from the ${network} network`,
  undone: `${node.name} is connected to the ${network} network again`,
  inflict: () => cut(engine, node, network),
  undo: async () => {
    // A filter does not outlive the node's container, and what does not run cannot be asked.
    const { State } = await engine.getContainer(node.container).inspect();
    if (State.Running) await mend(engine, node, [network]);
  },
});
