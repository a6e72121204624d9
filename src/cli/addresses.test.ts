import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import type Docker from "dockerode";
import { apply } from "../docker/apply.ts";
import { connect } from "../docker/connect.ts";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { pull } from "../docker/image.ts";
import { observe } from "../docker/observe.ts";
import { cutNetwork } from "../fault/cut-network.ts";
import { drainNode } from "../fault/drain-node.ts";
import { killNode } from "../fault/kill-node.ts";
import { pauseNode } from "../fault/pause-node.ts";
import type { Cluster } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { useForContainers } from "../nodes/container.ts";
import { containersOf, isPart } from "../nodes/inventory.ts";
import { fillRegistry } from "../nodes/registry.ts";
import { ensureContainers } from "../nodes/simulate.ts";
import { ensureSwarm } from "../nodes/swarm.ts";
import { keep, sweep } from "../nodes/sweep.ts";
import { diff } from "../plan/diff.ts";
import { imagesOf } from "../spec/image-name.ts";
import { describedCluster } from "./cluster-file.ts";
import { siteImages } from "./images.ts";
import { pinned } from "./pins.ts";
import { type Asked, recordingEngine, token } from "./recording-engine.testing.ts";

/** What the Engine API 1.44 documents for the queries of these requests; all others take none. */
const documented: readonly (readonly [string, RegExp, string])[] = [
  ["POST", /^\/build$/, "t buildargs forcerm"],
  ["POST", /^\/images\/create$/, "fromImage fromSrc repo tag platform"],
  ["POST", /^\/images\/.+\/push$/, "tag"],
  ["POST", /^\/images\/.+\/tag$/, "repo tag"],
  ["DELETE", /^\/images\/.+$/, "force noprune"],
  ["GET", /^\/images\/.+\/json$/, ""],
  ["POST", /^\/containers\/create$/, "name platform"],
  ["GET", /^\/containers\/json$/, "all limit size filters"],
  ["PUT", /^\/containers\/[^/]+\/archive$/, "path noOverwriteDirNonDir copyUIDGID"],
  ["GET", /^\/containers\/[^/]+\/archive$/, "path"],
  ["POST", /^\/containers\/[^/]+\/kill$/, "signal"],
  ["DELETE", /^\/containers\/[^/]+$/, "v force link"],
  ["GET", /^\/networks$/, "filters"],
  ["GET", /^\/volumes$/, "filters"],
  ["DELETE", /^\/volumes\/[^/]+$/, "force"],
  ["GET", /^\/(nodes|configs|secrets|tasks)$/, "filters"],
  ["GET", /^\/services$/, "filters status"],
  ["POST", /^\/nodes\/[^/]+\/update$/, "version"],
  ["POST", /^\/services\/[^/]+\/update$/, "version registryAuthFrom rollback"],
];

const undocumented = ({ method, path, query }: Asked): string[] => {
  const [, , keys = ""] =
    documented.find(([verb, place]) => verb === method && place.test(path)) ?? [];
  const strange = [...query.keys()].filter((key) => !keys.split(" ").includes(key));
  return strange.map((key) => `${method} ${path} ?${key}`);
};

const signal = new AbortController().signal;
const tell = () => {};
const run = "recorded";

/** A config as large as docker takes it, and a secret as large as a swarm does. */
const large = { config: 1_000_000, secret: 500 * 1024 - 1 };

const described = async (secret: string): Promise<ClusterSpec> => {
  const variables = "CANARY CANARY_PLAIN CANARY_PASSED CANARY_ARGUMENT CANARY_TAG".split(" ");
  const spec = await describedCluster(["fixtures/clusters/canaries.feature"], {
    cwd: process.cwd(),
    env: Object.fromEntries(variables.map((name) => [name, `${secret}-in-${name}`])),
    home: "/nowhere",
    ...{ stdout: { write: () => {} }, stderr: { write: () => {} }, signal },
  });
  const file = (name: string, bytes: number) => ({
    ...{ name, stack: "bearded" },
    content: Buffer.from(secret.padEnd(bytes, "x")),
  });
  return {
    ...spec,
    configs: [...spec.configs, file("large-config", large.config)],
    secrets: [...spec.secrets, file("large-secret", large.secret)],
  };
};

/** Raises a cluster, applies another description to it, harms it, and takes it down: all that is asked meanwhile. */
const wholeRun = async () => {
  await using folder = await temporaryFolder();
  const socket = join(folder.path, "docker.sock");
  await using engine = await recordingEngine(socket);
  const endpoint = { kind: "socket", path: socket } as const;
  const before = { ...process.env };
  try {
    useForContainers(endpoint);
    const host = await connect(endpoint);
    const spec = await described("canary-before");
    const images = await siteImages(spec, { engine: host, tell, signal });
    const raise = () => ensureContainers({ engine: host, spec, run, images, now: new Date() });
    const cluster = await raise();
    // Once more, as what is there is mended.
    await raise();
    const pushed = await fill(host, cluster, images.registry);
    await ensureSwarm(cluster.nodes.map((address) => ({ address, role: "manager", engine: host })));
    engine.node("node-01");
    const nodes = async () => [host];
    const means = {
      puller: { node: "node-01", engine: host },
      pushed,
      login: async () => undefined,
    };
    for (const text of ["canary-before", "canary-after"]) {
      const wanted = await pinned(await described(text), { ...means, ...cluster });
      for (const { image } of imagesOf(wanted)) await pull(image, means.puller);
      const seen = await observe(host);
      await apply(diff(wanted, seen), { manager: host, nodes, cluster: spec.name, seen });
    }
    for (const fault of faultsOn(host, cluster)) {
      await fault.inflict();
      await fault.undo();
    }
    await keep(host, { cluster: spec.name, run });
    await sweep(host, { cluster: spec.name, run });
    return { asked: engine.asked, files: engine.files(), cluster };
  } finally {
    process.env = before;
  }
};

const faultsOn = (host: Docker, { nodes }: Cluster) =>
  nodes.flatMap((node) => [
    killNode(host, node),
    pauseNode(host, node),
    cutNetwork(host, node, "public"),
    drainNode(async () => host, node.name),
  ]);

const fill = async (
  host: Docker,
  { name: cluster, credentials: { pusher } }: Cluster,
  registry: Parameters<typeof fillRegistry>[1]["registry"] | undefined,
) => {
  const container = (await containersOf(host, { cluster, run })).find((one) =>
    isPart(one, "registry"),
  );
  assert.ok(registry && container);
  return fillRegistry(host, { container: container.Id, registry, pusher, tell, signal });
};

let came: Awaited<ReturnType<typeof wholeRun>>;
before(async () => {
  came = await wholeRun();
});

test("no request of a whole run has anything but its documented query", () => {
  assert.deepEqual(came.asked.flatMap(undocumented), []);
  const done = new Set(came.asked.map(({ method, path }) => `${method} ${path.split("/")[1]}`));
  for (const what of ["containers", "networks", "volumes", "configs", "secrets", "services"])
    assert.ok(done.has(`POST ${what}`), `no ${what} were made: ${[...done]}`);
});

/** What nobody is to know. */
const secretsOf = ({
  credentials: { engines, served, pusher, relay },
}: Cluster): readonly string[] => [
  ...["canary-before", "canary-after", token, pusher.password, relay.password],
  ...[engines.caKey, engines.key, served.caKey, served.key].map((key) => key.split("\n")[1] ?? ""),
];

const forms = (secret: string) => [secret, Buffer.from(secret).toString("base64").slice(0, -4)];

test("no secret of it is in an address", () => {
  for (const { method, path, query } of came.asked)
    for (const form of secretsOf(came.cluster).flatMap(forms))
      assert.ok(!`${path}?${query}`.includes(form), `${method} ${path}?${query}`);
});

/** Labels, names, variables and commands, also those of processes: the engine's list and its events tell them. */
const told = ({ body }: Asked): string => {
  const said = body[0] === 123 ? (JSON.parse(body.toString()) as Record<string, unknown>) : {};
  const { Labels, Name, Cmd, Env, HostConfig, NetworkingConfig } = said;
  return JSON.stringify([Labels, Name, Cmd, Env, HostConfig, NetworkingConfig]);
};

test("nor in a label, a name, or the variables or command of a container of ours", () => {
  for (const asked of came.asked)
    for (const form of secretsOf(came.cluster).flatMap(forms))
      assert.ok(!told(asked).includes(form), `${asked.method} ${asked.path}`);
});

test("what holds one in a container is its owner's alone", () => {
  const holders = came.asked.filter(({ method }) => method === "PUT");
  assert.ok(holders.length > 0);
  for (const [name, { mode, content }] of came.files)
    if (secretsOf(came.cluster).some((secret) => content.includes(secret)))
      assert.equal(mode & 0o077, 0, name);
});

test("configs and secrets go through up to the swarm's own limits", () => {
  const bytesOf = (kind: string, name: string) =>
    came.asked
      .filter(({ method, path }) => method === "POST" && path === `/${kind}/create`)
      .map(({ body }) => JSON.parse(body.toString()))
      .filter(({ Name }) => Name === name)
      .map(({ Data }) => Buffer.from(Data, "base64").length);
  assert.deepEqual(new Set(bytesOf("configs", "large-config")), new Set([large.config]));
  assert.deepEqual(new Set(bytesOf("secrets", "large-secret")), new Set([large.secret]));
});
