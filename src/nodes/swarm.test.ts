import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type Docker from "dockerode";
import type { Role } from "../model/spec.ts";
import { ensureSwarm, type Member } from "./swarm.ts";

interface Facts {
  readonly role?: Role;
  /** As `docker info` tells it. */
  readonly state?: string;
  readonly manages?: boolean;
  readonly error?: string;
}

/** Members whose engines remember what was asked of them, in `calls`; a join takes a while. */
const membersOf = (facts: readonly Facts[]) => {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  const written = async (what: string, body: unknown): Promise<void> => {
    calls.push(`${what} begins`);
    bodies.push(body);
    await setImmediate();
    calls.push(`${what} ends`);
  };
  const engineOf = (name: string, { state = "inactive", manages = false, error = "" }: Facts) => ({
    info: async () => ({
      Swarm: { LocalNodeState: state, ControlAvailable: manages, Error: error },
    }),
    swarmInit: (body: unknown) => written(`${name} init`, body),
    swarmJoin: (body: unknown) => written(`${name} join`, body),
    swarmInspect: async () => ({ JoinTokens: { Manager: `${name}-M`, Worker: `${name}-W` } }),
  });
  const members = facts.map((one, n): Member => {
    const name = `node-0${n + 1}`;
    const engine = engineOf(name, one) satisfies Partial<Record<keyof Docker, unknown>>;
    return {
      role: one.role ?? "manager",
      engine: engine as unknown as Docker,
      address: { name, container: name, public: `1.0.0.${n + 1}`, private: `2.0.0.${n + 1}` },
    };
  });
  return { members, calls, bodies };
};

const manager: Facts = { state: "active", manages: true };
const worker: Facts = { role: "worker" };

test("the first manager founds the swarm, and the other managers join one after the other", async () => {
  const { members, calls } = membersOf([worker, {}, {}, {}]);
  await ensureSwarm(members);
  assert.deepEqual(calls, [
    "node-02 init begins",
    "node-02 init ends",
    "node-03 join begins",
    "node-03 join ends",
    "node-04 join begins",
    "node-04 join ends",
    "node-01 join begins",
    "node-01 join ends",
  ]);
});

test("workers join side by side", async () => {
  const { members, calls } = membersOf([manager, worker, worker]);
  await ensureSwarm(members);
  assert.deepEqual(calls.slice(0, 2), ["node-02 join begins", "node-03 join begins"]);
});

test("swarm traffic stays on the private network, and a node joins as what it is to become", async () => {
  const { members, bodies } = membersOf([{}, {}, worker]);
  await ensureSwarm(members);
  const addresses = (n: number) => ({
    AdvertiseAddr: `2.0.0.${n}:2377`,
    ListenAddr: `2.0.0.${n}:2377`,
    DataPathAddr: `2.0.0.${n}`,
  });
  const RemoteAddrs = ["2.0.0.1:2377"];
  assert.deepEqual(bodies, [
    { ...addresses(1), Spec: {} },
    { ...addresses(2), RemoteAddrs, JoinToken: "node-01-M" },
    { ...addresses(3), RemoteAddrs, JoinToken: "node-01-W" },
  ]);
});

test("nothing is written when all are in the swarm", async () => {
  const { members, calls } = membersOf([manager, manager, { ...worker, state: "active" }]);
  await ensureSwarm(members);
  assert.deepEqual(calls, []);
});

test("who is missing joins through a manager that is there, and no second swarm is founded", async () => {
  const { members, calls, bodies } = membersOf([{}, { ...worker, state: "active" }, manager]);
  await ensureSwarm(members);
  assert.deepEqual(calls, ["node-01 join begins", "node-01 join ends"]);
  assert.deepEqual((bodies[0] as { RemoteAddrs: string[] }).RemoteAddrs, ["2.0.0.3:2377"]);
});

for (const state of ["locked", "error"])
  test(`a member whose swarm state is ${state} is an error, and nothing is written`, async () => {
    const { members, calls } = membersOf([{}, { state, error: "needs its key" }]);
    await assert.rejects(ensureSwarm(members), {
      message: `node-02: its swarm state is ${state}: needs its key`,
    });
    assert.deepEqual(calls, []);
  });

test("workers whose managers are gone are told by name, and no second swarm is founded", async () => {
  const { members, calls } = membersOf([{}, { ...worker, state: "active" }]);
  await assert.rejects(ensureSwarm(members), {
    message: "nobody can join node-02: in a swarm already, but none manages it",
    hint: "start its managers; if they are lost, swarmspec down and then up make another swarm",
  });
  assert.deepEqual(calls, []);
});

test("a swarm without a manager cannot be made", async () => {
  const { members, calls } = membersOf([worker]);
  await assert.rejects(ensureSwarm(members), {
    message: "a swarm without a manager cannot be made",
  });
  assert.deepEqual(calls, []);
});
