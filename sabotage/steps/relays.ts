import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { When } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { relayOf } from "../../src/cli/questions.ts";
import { ranIn } from "../../src/docker/exec.ts";
import type { Fault } from "../../src/fault/fault.ts";
import { dial, type Endpoint } from "../../src/probe/dial.ts";
import { eventually } from "../../steps/eventually.ts";
import { by } from "../../steps/phrase.ts";
import { type SwarmWorld, session } from "../../steps/world.ts";

When(
  "a process has the login of the clients' relays in its command",
  by(async (world) => {
    const { cluster } = await world.cluster();
    await session.inflict(telling(cluster.credentials.relay.password), cluster.name);
  }),
);

When(
  "the relay of {string} asks for no login and leads anywhere",
  by(async (world, name: string) => {
    const { cluster } = await world.cluster();
    const { engine } = await session.place();
    const client = cluster.clients.find((one) => one.name === name);
    assert.ok(client, `the cluster has no client "${name}"`);
    const relay = { container: engine.getContainer(client.container), ...relayOf(client, cluster) };
    await session.inflict(open(relay, world), cluster.name);
  }),
);

const telling = (word: string): Fault => {
  let stop = () => {};
  return {
    done: "a process tells the login of the clients' relays",
    undone: "no process tells the login of the clients' relays",
    inflict: async () => {
      const child = spawn("sh", ["-c", "echo; read -r _", word], { stdio: "pipe" });
      stop = () => child.stdin.destroy();
      await once(child.stdout, "data");
    },
    undo: async () => stop(),
  };
};

interface Relay extends Endpoint {
  readonly container: Docker.Container;
}

const program = "/usr/local/bin/relay";
const changes = [
  "/5, 255/d",
  "s/5, 2);/5, 0);/",
  "s/\\\\&logged_in/\\\\\\&led/",
  "s/unless leads(.address)/if 0/",
].join(";");

const open = ({ container, host, port }: Relay, world: SwarmWorld): Fault => {
  const restarted = async (change: readonly string[]): Promise<void> => {
    const { code, wrote } = await ranIn(container, change);
    assert.equal(code, 0, wrote);
    await container.restart({ t: 0 });
    await eventually(world, 5, async () => {
      (await dial({ host, port }, AbortSignal.timeout(1000))).destroy();
      return [];
    });
  };
  return {
    done: "a client's relay asks for no login and leads anywhere",
    undone: "a client's relay asks for its login",
    inflict: () => restarted(["sed", "-i.asking", changes, program]),
    undo: () =>
      restarted(["sh", "-ec", `[ ! -f ${program}.asking ] || mv ${program}.asking ${program}`]),
  };
};

When(
  "somebody makes a secret by an address",
  by(async (world) => {
    const { modem } = await world.manager();
    const path = "/secrets/create?Name=sabotage&Data=c2FuZA==&";
    await new Promise((done) => {
      modem.dial({ path, method: "POST", options: {}, statusCodes: {} }, done);
    });
  }),
);
