import type Docker from "dockerode";
import { ranIn } from "../docker/exec.ts";
import type { NodeAddress } from "../model/cluster.ts";
import { SwarmspecError } from "../model/errors.ts";

const siteNetworks = ["private", "public"] as const;
export type NetworkName = (typeof siteNetworks)[number];

/** Drops all that a running node sends and gets on a network, silently, as a cut cable would. */
export const cut = (engine: Docker, node: NodeAddress, network: NetworkName): Promise<void> =>
  run(engine, node, [cutting, chainOf(network), node[network]]);

/** Lifts the cuts of these networks; where there are none, nothing is changed. */
export const mend = (
  engine: Docker,
  node: Pick<NodeAddress, "name" | "container">,
  networks: readonly NetworkName[] = siteNetworks,
): Promise<void> => run(engine, node, [mending, ...networks.map(chainOf)]);

/** A chain of our own: what is in it was not put there by the node's engine, so it can be found and emptied. */
const chainOf = (network: NetworkName): string => `SWARMSPEC-CUT-${network.toUpperCase()}`;

// In mangle, as its chains see forwarded packets too, those of containers, and before any address is translated.
const cutting = `
chain=$1
device=$(ip -o -4 addr show to "$2" | awk '{ print $2 }')
[ -n "$device" ] || { echo "no device has $2"; exit 1; }
iptables -w -t mangle -N "$chain" 2>/dev/null || iptables -w -t mangle -F "$chain"
for hook in PREROUTING POSTROUTING; do
  iptables -w -t mangle -C $hook -j "$chain" 2>/dev/null || iptables -w -t mangle -I $hook -j "$chain"
done
iptables -w -t mangle -A "$chain" -i "$device" -j DROP
iptables -w -t mangle -A "$chain" -o "$device" -j DROP
`;

const mending = `
for chain in "$@"; do
  ! iptables -w -t mangle -n -L "$chain" >/dev/null 2>&1 || iptables -w -t mangle -F "$chain"
done
`;

const run = async (
  engine: Docker,
  { name, container }: Pick<NodeAddress, "name" | "container">,
  [script, ...words]: readonly [string, ...string[]],
): Promise<void> => {
  const command = ["sh", "-ec", script, "sh", ...words];
  const { code, wrote } = await ranIn(engine.getContainer(container), command);
  if (code !== 0)
    throw new SwarmspecError(`the packet filter of ${name} could not be changed: ${wrote.trim()}`);
};
