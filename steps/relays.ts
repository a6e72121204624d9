import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Then } from "@cucumber/cucumber";
import { relayOf } from "../src/cli/questions.ts";
import { type ClientAddress, type Cluster, enginePort, relayPort } from "../src/model/cluster.ts";
import { milliseconds } from "../src/model/units.ts";
import { addressIn } from "../src/nodes/subnets.ts";
import { knock } from "../src/probe/knock.ts";
import { by, holds } from "./phrase.ts";

Then(
  "nobody asks as a client without its login, and with it the cluster alone",
  holds(
    "Each relay refuses whoever has no login or another's, and with the login it leads to a proxy, but not to the client itself, nor to the machine at any of its addresses. To all users of the machine no command and no variable of a process tells the login.",
  ),
  by(async (world) => {
    const { cluster, spec } = await world.cluster();
    const [node] = cluster.nodes;
    assert.ok(node && spec.proxy && cluster.clients.length > 0, "there is nobody to ask");
    const heard = await Promise.all(
      cluster.clients.map(async (client) => [client.name, await heardBy(client, cluster)]),
    );
    const wanted = { ...refused, [`${node.name} with the login`]: "open" };
    for (const [name, doors] of heard) assert.deepEqual(doors, wanted, `asked as ${name}`);
    assert.deepEqual(await tellers(cluster.credentials.relay.password), [], "who tell the login");
  }),
);

const notIn = "cannot get in";
const noFurther = "may not lead there";

const refused = {
  "a node without a login": notIn,
  "a node with another login": notIn,
  "the client's loopback": noFurther,
  "the client's own address": noFurther,
  "the machine on the public network": noFurther,
  "the machine on the private network": noFurther,
  "the machine's first bridge": noFurther,
  "another network": noFurther,
};

/** By what is asked, and how: what came of it. */
const heardBy = async (client: ClientAddress, cluster: Cluster) => {
  const { login, ...bare } = relayOf(client, cluster);
  const [node] = cluster.nodes;
  assert.ok(node);
  const [at, port] = [node.public, 80];
  const to = (address: string, door: number) => ({
    ...{ address, port: door, relay: { ...bare, login } },
  });
  const doors: Readonly<Record<string, Parameters<typeof knock>[0]>> = {
    "a node without a login": { address: at, port, relay: bare },
    "a node with another login": {
      ...{ address: at, port, relay: { ...bare, login: { ...login, password: "another" } } },
    },
    "the client's loopback": to("127.0.0.1", relayPort),
    "the client's own address": to(client.address, relayPort),
    "the machine on the public network": to(addressIn(`${at}/24`, 1), enginePort),
    "the machine on the private network": to(addressIn(`${node.private}/24`, 1), enginePort),
    "the machine's first bridge": to("172.17.0.1", enginePort),
    "another network": to("192.0.2.1", port),
    [`${node.name} with the login`]: to(at, port),
  };
  const said = Object.entries(doors).map(async ([door, route]) => {
    const answer = knock({ ...route, timeout: milliseconds(1500) }).catch(inWords);
    return [door, await answer] as const;
  });
  return Object.fromEntries(await Promise.all(said));
};

/** As the socks client words a relay's refusals. */
const inWords = (error: Error): string => {
  if (/NotAllowed/.test(error.message)) return noFurther;
  return /authentication/i.test(error.message) ? notIn : error.message;
};

/** The processes of whose command or variables any user of the machine can read a text. */
const tellers = async (text: string): Promise<readonly string[]> => {
  const look = "grep -aH '' /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null; true";
  const anybody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { stdout } = await promisify(execFile)("sh", ["-c", look], {
    ...anybody,
    maxBuffer: 2 ** 26,
  });
  assert.match(stdout, /cmdline:/, "nothing can be read in /proc, which proves nothing");
  return stdout
    .split("\n")
    .filter((line) => line.includes(text))
    .map((line) => line.split(":")[0] ?? "");
};
