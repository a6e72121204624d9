import type Docker from "dockerode";
import pRetry from "p-retry";
import { BadInput } from "../model/errors.ts";
import type { SeenNode } from "../model/snapshot.ts";
import type { Availability } from "../model/spec.ts";
import { fromWireNode } from "./wire-read.ts";
import type { WireNode } from "./wire-types.ts";

/** How the swarm uses a node; undefined where it has none of that name. */
export const availabilityOf = async (
  manager: Docker,
  name: string,
): Promise<Availability | undefined> => (await nodeNamed(manager, name))?.availability;

/**
 * Has the swarm use a node so. A node's version also rises when its state is reported: then it is read again. Throws
 * BadInput where the swarm has no node of that name.
 */
export const setAvailability = (
  manager: Docker,
  name: string,
  availability: Availability,
): Promise<void> =>
  pRetry(
    async () => {
      const found = await nodeNamed(manager, name);
      if (found === undefined) throw new BadInput(`the swarm has no node "${name}"`);
      if (found.availability === availability) return;
      const node = manager.getNode(found.id);
      const { Spec, Version } = await node.inspect();
      const _body = { ...Spec, Availability: availability };
      await node.update({ _query: { version: Version.Index }, _body });
    },
    {
      ...{ retries: 5, factor: 1, minTimeout: 100 },
      shouldRetry: ({ error }) => /out of sequence/.test(String(error)),
    },
  );

/** A rejoined node leaves its former self behind under the same name, down. */
const nodeNamed = async (manager: Docker, name: string): Promise<SeenNode | undefined> => {
  const nodes = ((await manager.listNodes()) as WireNode[]).map(fromWireNode);
  const named = nodes.filter((node) => node.name === name);
  return named.find(({ state }) => state === "ready") ?? named[0];
};
