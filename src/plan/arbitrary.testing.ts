import fc, { type Arbitrary } from "fast-check";
import type {
  ClusterSpec,
  CredentialSpec,
  FileReference,
  FileSpec,
  IpamSpec,
  NetworkSpec,
  NodeSpec,
  ServiceSpec,
  Ulimit,
} from "../model/spec.ts";
import {
  count,
  type Fields,
  labels,
  partial,
  path,
  span,
  unique,
  word,
  words,
} from "./arbitrary-basics.testing.ts";
import { mount } from "./arbitrary-mount.testing.ts";
import {
  attachment,
  capabilities,
  credential,
  driver,
  fileReference,
  healthcheck,
  mode,
  port,
  resources,
  restart,
  update,
} from "./arbitrary-parts.testing.ts";

const variables = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z]{1,4}$/), word), { selector: ([name]) => name })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`));

/** Any value that each field of a service may take. */
export const serviceFields: Fields<ServiceSpec> = {
  name: word,
  stack: word,
  image: word.map((name) => `registry:5000/${name}:1@sha256:${"0".repeat(64)}`),
  entrypoint: words,
  command: words,
  environment: variables,
  hostname: word,
  user: word,
  workingDir: path,
  containerLabels: labels,
  tty: fc.boolean(),
  stdinOpen: fc.boolean(),
  readOnly: fc.boolean(),
  init: fc.boolean(),
  isolation: fc.constantFrom("default", "process", "hyperv"),
  hosts: words.map((names) => names.map((name) => `10.0.0.1 ${name}`)),
  dns: partial({ nameservers: words, search: words }, ["nameservers", "search"]),
  capAdd: capabilities,
  capDrop: capabilities,
  sysctls: labels,
  ulimits: unique(
    partial<Ulimit>({ name: word, soft: count, hard: count }, ["name", "soft", "hard"]),
    ({ name }) => name,
  ),
  credential,
  stopGracePeriod: span,
  stopSignal: fc.constantFrom("SIGTERM", "SIGUSR1"),
  healthcheck,
  mounts: unique(mount, (each) => each.target),
  networks: unique(attachment, (each) => each.network),
  configs: unique(fileReference, (each) => each.target),
  secrets: unique(fileReference, (each) => each.target),
  ports: unique(port, (each) => JSON.stringify(each)),
  mode,
  constraints: fc.uniqueArray(
    word.map((role) => `node.role==${role}`),
    { maxLength: 3 },
  ),
  preferences: words.map((names) => names.map((name) => `node.labels.${name}`)),
  maxReplicasPerNode: count,
  resources,
  logging: driver,
  endpointMode: fc.constantFrom("vip", "dnsrr"),
  update,
  rollback: update,
  restart,
  labels,
};

/** Any service. */
export const service = partial<ServiceSpec>(serviceFields, [
  "name",
  "stack",
  "image",
  "environment",
  "mounts",
  "networks",
  "configs",
  "secrets",
  "ports",
  "mode",
  "constraints",
  "labels",
]);

const node = partial<NodeSpec>(
  {
    name: word,
    role: fc.constantFrom("manager", "worker"),
    availability: fc.constantFrom("active", "pause", "drain"),
    labels,
  },
  ["name", "role"],
);

const network = partial<NetworkSpec>(
  {
    name: word,
    stack: word,
    driver: fc.constantFrom("overlay", "macvlan"),
    attachable: fc.boolean(),
    internal: fc.boolean(),
    options: labels,
    ipam: partial<IpamSpec>(
      {
        driver: fc.constantFrom("default", "plugin"),
        subnets: words.map((names) => names.map((_, index) => `10.${index}.0.0/16`)),
      },
      ["subnets"],
    ),
    labels,
  },
  ["name", "driver", "attachable"],
);

const file = partial<FileSpec>(
  {
    name: word,
    stack: word,
    content: fc.constant(new Uint8Array()),
    labels,
    templateDriver: fc.constant("golang"),
    driver,
    tenant: fc.constant({ name: "shaven", host: "shaven.example" }),
  },
  ["name", "stack", "content"],
);

const named = <Thing extends { readonly name: string }>(thing: Arbitrary<Thing>) =>
  unique(thing, ({ name }) => name);

const looseCluster: Arbitrary<ClusterSpec> = fc.record({
  name: fc.constant("tuleap"),
  nodes: named(node),
  networks: named(network),
  configs: named(file.map(({ driver: _, ...config }) => config)),
  secrets: named(file),
  services: named(service),
  tenants: fc.constant([]),
});

/** Any cluster whose services refer to nothing but what it declares. */
const soundCluster: Arbitrary<ClusterSpec> = looseCluster.map((cluster) => ({
  ...cluster,
  services: cluster.services.map((each) => referringTo(cluster, each)),
}));

/** Any cluster; now and then its services refer to what it does not declare. */
export const anyCluster: Arbitrary<ClusterSpec> = fc.oneof(
  { arbitrary: soundCluster, weight: 4 },
  { arbitrary: looseCluster, weight: 1 },
);

const referringTo = (cluster: ClusterSpec, { credential, ...rest }: ServiceSpec): ServiceSpec => ({
  ...rest,
  networks: cluster.networks.flatMap(({ name }, index) =>
    rest.networks.slice(index, index + 1).map((each) => ({ ...each, network: name })),
  ),
  configs: renamed(rest.configs, cluster.configs),
  secrets: renamed(rest.secrets, cluster.secrets),
  ...(credential && credentialFrom(credential, cluster)),
});

const renamed = (references: readonly FileReference[], files: readonly FileSpec[]) =>
  references.flatMap((each, index) => {
    const declared = files[index % files.length];
    return declared === undefined ? [] : [{ ...each, name: declared.name }];
  });

const credentialFrom = (credential: CredentialSpec, { configs }: ClusterSpec) => {
  if (credential.kind !== "config") return { credential };
  const [config] = configs;
  return config === undefined ? {} : { credential: { ...credential, name: config.name } };
};
