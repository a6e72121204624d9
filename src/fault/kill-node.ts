import type Docker from "dockerode";
import type { NodeAddress } from "../model/cluster.ts";

/** Kills a simulated node as a power cut would; what it returns powers it on again. */
export const killNode = async (engine: Docker, node: NodeAddress): Promise<() => Promise<void>> => {
  const container = engine.getContainer(node.container);
  await container.kill({ signal: "SIGKILL" });
  await container.wait();
  return () => container.start().then(() => {});
};
