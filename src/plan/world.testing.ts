import { label } from "../model/label.ts";
import type { SeenNetwork, SeenNode, SeenService, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, IpamSpec, NetworkSpec, ServiceSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";

/** The smallest cluster and the smallest of each thing in it; tests say only what matters to them. */
export const cluster = (facts: Partial<ClusterSpec> = {}): ClusterSpec => ({
  name: "tuleap",
  nodes: [],
  networks: [],
  configs: [],
  secrets: [],
  services: [],
  tenants: [],
  ...facts,
});

export const serviceSpec = (facts: Partial<ServiceSpec> = {}): ServiceSpec => ({
  name: "bearded_web",
  stack: "bearded",
  image: "registry:5000/web:1@sha256:abc",
  environment: [],
  mounts: [],
  networks: [],
  configs: [],
  secrets: [],
  ports: [],
  mode: { kind: "replicated", replicas: 1 },
  constraints: [],
  labels: {},
  ...facts,
});

export const emptySwarm: Snapshot = {
  nodes: [],
  networks: [],
  configs: [],
  secrets: [],
  services: [],
  tasks: [],
};

export const seenNode = (name: string, facts: Partial<SeenNode> = {}): SeenNode => ({
  id: id<"node">(`id-of-${name}`),
  version: 1,
  name,
  role: "manager",
  leader: false,
  state: "ready",
  availability: "active",
  labels: {},
  address: "10.1.0.1",
  ...facts,
});

/** A network as the swarm of that spec has it, with a subnet of the swarm's choice where none is wanted. */
export const seenNetwork = (spec: NetworkSpec, facts: Partial<SeenNetwork> = {}): SeenNetwork => ({
  id: id<"network">(`id-of-${spec.name}`),
  owner: "tuleap",
  name: spec.name,
  driver: spec.driver,
  attachable: spec.attachable,
  internal: spec.internal ?? false,
  options: spec.options ?? {},
  ipam: chosen(spec.ipam),
  labels: {
    ...spec.labels,
    [label.cluster]: "tuleap",
    ...(spec.stack !== undefined && { [label.stack]: spec.stack }),
  },
  ...facts,
});

const chosen = ({ subnets, ...ipam }: IpamSpec = { subnets: [] }): IpamSpec => ({
  ...ipam,
  subnets: subnets.length === 0 ? ["10.0.1.0/24"] : subnets,
});

export const seenService = (spec: ServiceSpec, facts: Partial<SeenService> = {}): SeenService => ({
  id: id<"service">(`id-of-${spec.name}`),
  version: 1,
  owner: "tuleap",
  spec,
  previousFiles: [],
  ...facts,
});

export const seenTask = (facts: Partial<SeenTask> = {}): SeenTask => ({
  id: id<"task">("t1"),
  service: id<"service">("id-of-bearded_web"),
  node: id<"node">("id-of-node-01"),
  slot: 1,
  state: "running",
  desired: "running",
  created: "2025-01-01T00:00:00.000000000Z",
  at: "2025-01-01T00:00:01.000000000Z",
  message: "started",
  current: true,
  ...facts,
});

/** The swarm that a cluster's spec describes, as if it had been there always. */
export const swarmOf = (spec: ClusterSpec): Snapshot => ({
  ...emptySwarm,
  nodes: spec.nodes.map((node) => seenNode(node.name, node)),
  networks: spec.networks.map((network) => seenNetwork(network, { owner: spec.name })),
  configs: spec.configs.map(({ name }) => ({ id: id<"file">(name), name, owner: spec.name })),
  secrets: spec.secrets.map(({ name }) => ({ id: id<"file">(name), name, owner: spec.name })),
  services: spec.services.map((service) => seenService(service, { owner: spec.name })),
});
