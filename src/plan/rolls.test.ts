import assert from "node:assert/strict";
import { test } from "node:test";
import type { Progress } from "../model/progress.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { id } from "../model/units.ts";
import { diff } from "./diff.ts";
import { writableNow } from "./rolls.ts";
import { cluster, emptySwarm, seenService, serviceSpec } from "./world.testing.ts";

const proxy = serviceSpec({ name: "proxy", mode: { kind: "global" } });
const web = serviceSpec({ name: "hairy_web" });
const old = serviceSpec({ name: "old_web" });
const changed = { ...proxy, image: "registry:5000/proxy:2@sha256:def" };

const swarm = (facts: Partial<Snapshot> = {}): Snapshot => ({
  ...emptySwarm,
  services: [seenService(proxy), seenService(old)],
  ...facts,
});

const settled = (service: string): Progress => ({ service, state: "settled", detail: "" });
const waiting = (service: string): Progress => ({ service, state: "waiting", detail: "" });

/** The names of what is written, with the services that are wanted and how far they are. */
const written = (services: readonly (typeof proxy)[], seen: Snapshot, ...now: Progress[]) =>
  writableNow(diff(cluster({ services }), seen), seen, now)
    .stages.flat()
    .map(({ name }) => name);

test("a new tenant comes first, and is waited for", () => {
  const before = swarm();
  assert.deepEqual(written([changed, web], before, settled("proxy"), waiting("hairy_web")), [
    "hairy_web",
  ]);
  const there = swarm({ services: [...before.services, seenService(web)] });
  assert.deepEqual(written([changed, web], there, settled("proxy"), waiting("hairy_web")), []);
});

test("then a global service is updated alone", () => {
  const there = swarm({ services: [...swarm().services, seenService(web)] });
  assert.deepEqual(written([changed, web], there, waiting("proxy"), settled("hairy_web")), [
    "proxy",
  ]);
});

test("nothing else is written while it rolls, and what is to go goes then", () => {
  const update = { state: "updating", message: "" } as const;
  const rolling = swarm({ services: [seenService(changed, { update }), seenService(old)] });
  assert.deepEqual(written([changed], rolling, waiting("proxy")), []);
  const rolled = swarm({ services: [seenService(changed), seenService(old)] });
  assert.deepEqual(written([changed], rolled, settled("proxy")), ["old_web"]);
});

test("one that rolls can be changed again at once", () => {
  const update = { state: "updating", message: "" } as const;
  const rolling = swarm({ services: [seenService(proxy, { update })] });
  assert.deepEqual(written([changed], rolling, waiting("proxy")), ["proxy"]);
});

test("one that rolls, or is stuck at it, gets the config that is to mend it, and then is written", () => {
  const update = { state: "updating", message: "" } as const;
  const rolling = swarm({ services: [seenService(proxy, { update })] });
  const configs = [{ name: "haproxy-2", stack: "proxy", content: new Uint8Array() }];
  const file = { name: "haproxy-2", target: "/haproxy.cfg", uid: "0", gid: "0", mode: 0o444 };
  const reconfigured = { ...proxy, configs: [file] };
  const plan = diff(cluster({ services: [reconfigured, web], configs }), rolling);
  const now = writableNow(plan, rolling, [waiting("proxy"), waiting("hairy_web")]);
  assert.deepEqual(
    now.stages.flat().map(({ kind, name }) => `${kind} ${name}`),
    ["config haproxy-2"],
  );
  const config = { id: id<"file">("c2"), name: "haproxy-2", owner: "tuleap" };
  const there = { ...rolling, configs: [config] };
  const next = diff(cluster({ services: [reconfigured, web], configs }), there);
  assert.deepEqual(
    writableNow(next, there, [waiting("proxy"), waiting("hairy_web")])
      .stages.flat()
      .map(({ name }) => name),
    ["proxy"],
  );
});

test("a global service of somebody else that rolls keeps nothing of ours waiting", () => {
  const update = { state: "updating", message: "" } as const;
  const agent = serviceSpec({ name: "agent", mode: { kind: "global" } });
  const { owner: _, ...foreign } = seenService(agent, { update });
  const seen = swarm({ services: [foreign] });
  assert.deepEqual(written([web], seen, waiting("hairy_web")), ["hairy_web"]);
});

test("without a global service that is there already, all is written at once", () => {
  const none = swarm({ services: [seenService(old)] });
  assert.deepEqual(written([proxy, web], none), ["proxy", "hairy_web", "old_web"]);
});
