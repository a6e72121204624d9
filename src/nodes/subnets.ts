import ipaddr from "ipaddr.js";

/** An IPv4 network in CIDR notation, for example `172.30.4.0/24`. */
export type Subnet = string;

/**
 * Networks of 254 addresses that clash with none in use, in the order in which to try them.
 * They stay outside 10.0.0.0/8, from which swarm itself takes its overlay networks.
 */
export const freeSubnets = (inUse: readonly Subnet[]): readonly Subnet[] =>
  candidates.filter((candidate) => !inUse.some((used) => overlaps(candidate, used)));

/** The n-th address of a network. */
export const addressIn = (subnet: Subnet, n: number): string => {
  const [network] = ipaddr.IPv4.parseCIDR(subnet);
  const [a, b, c] = network.toByteArray();
  return `${a}.${b}.${c}.${n}`;
};

// 172.20 to 172.31: 172.17 to 172.19 are what engines, also those of the nodes, take first for themselves.
const candidates: readonly Subnet[] = Array.from({ length: 12 }, (_, i) => 31 - i).flatMap(
  (second) => Array.from({ length: 256 }, (_, third) => `172.${second}.${third}.0/24`),
);

const overlaps = (a: Subnet, b: Subnet): boolean => {
  if (
    !ipaddr.isValid(b.split("/")[0] ?? "") ||
    ipaddr.parse(b.split("/")[0] ?? "").kind() !== "ipv4"
  )
    return false;
  const [one, other] = [ipaddr.IPv4.parseCIDR(a), ipaddr.IPv4.parseCIDR(b)];
  return one[0].match(other[0], Math.min(one[1], other[1]));
};
