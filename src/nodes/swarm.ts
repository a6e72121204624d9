import type Docker from "dockerode";
import type { NodeAddress } from "../model/cluster.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Role } from "../model/spec.ts";

/** A node whose engine answers, and what it is to become. */
export interface Member {
  readonly address: NodeAddress;
  readonly role: Role;
  readonly engine: Docker;
}

const port = 2377;

/** Makes all members one swarm on the private network; a member that belongs to it already is left as it is. */
export const ensureSwarm = async (members: readonly Member[]): Promise<void> => {
  const states = await Promise.all(
    members.map(async (member) => ({ member, ...(await stateOf(member)) })),
  );
  const inside = states.filter(({ state }) => state !== "inactive");
  if (inside.length === members.length) return;
  const founder = inside.length === 0 ? members.find(isManager) : managerOf(inside);
  if (founder === undefined) throw new SwarmspecError("a swarm without a manager cannot be made");
  if (inside.length === 0) await init(founder);
  const outside = states.filter(({ member, state }) => state === "inactive" && member !== founder);
  if (outside.length > 0)
    await joinAll(
      founder,
      outside.map(({ member }) => member),
    );
};

const isManager = ({ role }: Member): boolean => role === "manager";

interface State {
  readonly member: Member;
  readonly manages: boolean;
}

/** Who lets others join. A second swarm beside the orphans of the first would never have them all. */
const managerOf = (inside: readonly State[]): Member => {
  const manager = inside.find(({ manages }) => manages);
  if (manager !== undefined) return manager.member;
  const names = inside.map(({ member }) => member.address.name).join(", ");
  throw new SwarmspecError(`nobody can join ${names}: in a swarm already, but none manages it`, {
    hint: "start its managers; if they are lost, swarmspec down and then up make another swarm",
  });
};

const stateOf = async ({ engine, address }: Member) => {
  const { Swarm } = await engine.info();
  const state: string = Swarm?.LocalNodeState ?? "inactive";
  if (state === "locked" || state === "error")
    throw new SwarmspecError(`${address.name}: its swarm state is ${state}: ${Swarm?.Error ?? ""}`);
  return { state, manages: Swarm?.ControlAvailable === true };
};

const init = async ({ engine, address }: Member): Promise<void> => {
  await engine.swarmInit({ ...addresses(address), Spec: {} });
};

const joinAll = async (founder: Member, members: readonly Member[]): Promise<void> => {
  const { JoinTokens } = await founder.engine.swarmInspect();
  const join = ({ engine, address, role }: Member): Promise<unknown> =>
    engine.swarmJoin({
      ...addresses(address),
      RemoteAddrs: [`${founder.address.private}:${port}`],
      JoinToken: role === "manager" ? JoinTokens.Manager : JoinTokens.Worker,
    });
  // Managers one at a time: each changes the size of the quorum. Workers change nothing for one another.
  for (const member of members.filter(isManager)) await join(member);
  await Promise.all(members.filter((member) => !isManager(member)).map(join));
};

const addresses = (address: NodeAddress) => ({
  AdvertiseAddr: `${address.private}:${port}`,
  ListenAddr: `${address.private}:${port}`,
  DataPathAddr: address.private,
});
