import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import type Docker from "dockerode";

/** Every IPv4 network in CIDR notation that this machine or its engine's networks use or have a route to. */
export const networksInUse = async (engine: Docker): Promise<readonly string[]> => [
  ...Object.values(networkInterfaces()).flatMap((all) => (all ?? []).flatMap((i) => i.cidr ?? [])),
  ...routes(),
  ...(await engine.listNetworks()).flatMap((network) =>
    (network.IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []),
  ),
];

/** Shorter than this it is a way out, as of a VPN, and not a network that somebody uses in full. */
const shortest = 8;

/** The kernel writes addresses and masks as little-endian hexadecimal; the default route is not a network. */
const routes = (): readonly string[] =>
  routeTable()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
    .filter(([, network]) => network !== undefined && network !== "00000000")
    .filter(([, , , , , , , mask = ""]) => bits(mask) >= shortest)
    .map(([, network = "", , , , , , mask = ""]) => `${dotted(network)}/${bits(mask)}`);

const routeTable = (): string => {
  try {
    return readFileSync("/proc/net/route", "utf8");
  } catch {
    return "";
  }
};

const dotted = (hex: string): string =>
  (hex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join(".");

const bits = (hex: string): number =>
  Number.parseInt(hex, 16).toString(2).replaceAll("0", "").length;
