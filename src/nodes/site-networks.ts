import type Docker from "dockerode";
import { SwarmspecError } from "../model/errors.ts";
import { label } from "../model/label.ts";
import { labelsOf, nameIn, type Site, type SiteNetwork } from "./site.ts";
import { freeSubnets } from "./subnets.ts";

type Owner = Pick<Site, "cluster" | "run">;

/** Makes, or finds again, the public and the private network of a cluster. */
export const ensureSiteNetworks = async (
  engine: Docker,
  owner: Owner,
  inUse: readonly string[],
): Promise<Site> => {
  const seen = await engine.listNetworks({
    filters: { label: [`${label.run}=${owner.run}`, `${label.cluster}=${owner.cluster}`] },
  });
  const ensure = async (name: "public" | "private", taken: readonly string[]) => {
    const network = seen.find(({ Labels }) => Labels?.[label.name] === name);
    const subnet = network?.IPAM?.Config?.[0]?.Subnet;
    return subnet ? { name: nameIn(owner, name), subnet } : create(engine, owner, name, taken);
  };
  const open = await ensure("public", inUse);
  return { ...owner, public: open, private: await ensure("private", [...inUse, open.subnet]) };
};

/** The engine refuses a subnet that another run took since we looked: then the next one is tried. */
const create = async (
  engine: Docker,
  owner: Owner,
  name: "public" | "private",
  inUse: readonly string[],
): Promise<SiteNetwork> => {
  let refusal: unknown;
  for (const subnet of freeSubnets(inUse).slice(0, 50)) {
    try {
      await engine.createNetwork({
        Name: nameIn(owner, name),
        Driver: "bridge",
        CheckDuplicate: true,
        Labels: labelsOf(owner, "network", name),
        IPAM: { Driver: "default", Config: [{ Subnet: subnet }] },
      });
      return { name: nameIn(owner, name), subnet };
    } catch (cause) {
      if (!/overlap/i.test(String(cause))) throw cause;
      refusal = cause;
    }
  }
  throw new SwarmspecError(`no free subnet for the ${name} network of ${owner.cluster}`, {
    cause: refusal,
    hint: "docker network ls shows what takes 172.20.0.0 to 172.31.255.255",
  });
};
