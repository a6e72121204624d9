import type { Workplace } from "../src/cli/workplace.ts";
import type { Cluster } from "../src/model/cluster.ts";
import type { ClusterSpec } from "../src/model/spec.ts";
import { answeringEngine } from "../src/nodes/answering.ts";
import type { SiteImages } from "../src/nodes/simulate.ts";
import { ensureContainers } from "../src/nodes/simulate.ts";
import { untilAllAnswer } from "./curl-loop.ts";
import { type DockerCli, dockerCli } from "./docker-cli.ts";
import { createProxy } from "./reverse-proxy.ts";
import { type Walk, walking } from "./walk.ts";

export interface Site {
  readonly spec: ClusterSpec;
  readonly images: SiteImages;
  readonly place: Workplace;
}

/**
 * The article's own commands, typed one after the other without a pause. The nodes are made as swarmspec
 * makes them, so that both sides pay the same for what the article has from its hoster.
 */
export const walkOfArticle = async ({ spec, images, place }: Site): Promise<Walk> => {
  const { done, walked } = walking();
  const cluster = await ensureContainers({ ...place, spec, images, now: new Date() });
  done("three node containers, registry and clients started");
  await untilEnginesAnswer(cluster, place);
  done("three engines answer");
  using docker = dockerCli(cluster, place.signal);
  await makeSwarm(cluster, docker);
  done("docker swarm init, join-token, join x2");
  await createNetworks(cluster, spec, docker);
  done("docker network create");
  await createServices(cluster, { spec, docker, done });
  await createProxy(cluster, { spec, docker, done });
  await untilAllAnswer(cluster, { spec, engine: place.engine });
  done("curl: every node gives 200");
  return walked();
};

const untilEnginesAnswer = async (
  { nodes, credentials }: Cluster,
  { engine, signal }: Workplace,
): Promise<void> => {
  await Promise.all(nodes.map((node) => answeringEngine(engine, node, { credentials, signal })));
};

const makeSwarm = async ({ nodes }: Cluster, docker: DockerCli): Promise<void> => {
  const [first, ...others] = nodes;
  if (first === undefined) return;
  await docker.on(first, "swarm", "init", ...addresses(first.private));
  const token = await docker.on(first, "swarm", "join-token", "--quiet", "manager");
  for (const node of others) {
    const join = ["--token", token.trim(), ...addresses(node.private), `${first.private}:2377`];
    await docker.on(node, "swarm", "join", ...join);
  }
};

const addresses = (address: string): readonly string[] => [
  ...["--advertise-addr", `${address}:2377`],
  ...["--listen-addr", `${address}:2377`],
  ...["--data-path-addr", address],
];

const createNetworks = async (
  { nodes: [first] }: Cluster,
  { networks }: ClusterSpec,
  docker: DockerCli,
): Promise<void> => {
  if (first === undefined) return;
  for (const { name, driver } of networks)
    await docker.on(first, "network", "create", "--driver", driver, name);
};

const createServices = async (
  { nodes: [first] }: Cluster,
  { spec, docker, done }: { spec: ClusterSpec; docker: DockerCli; done: (what: string) => void },
): Promise<void> => {
  if (first === undefined) return;
  for (const { name, image, environment, networks } of spec.services) {
    const options = [
      ...networks.flatMap(({ network }) => ["--network", network]),
      ...["--name", name],
      ...environment.flatMap((variable) => ["--env", variable]),
    ];
    await docker.on(first, "service", "create", ...options, image);
    done(`docker service create ${name}`);
  }
};
