import type {
  Backend,
  ClusterSpec,
  Dns,
  FileReference,
  FileSpec,
  NetworkSpec,
  ProxySpec,
  ServiceSpec,
} from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { haproxyConfig } from "./proxy.ts";
import type { ProxyRoute, ProxyTenant } from "./proxy-backends.ts";
import { fileSpec } from "./stack-files.ts";

/** The stack that everything of the proxy belongs to. */
export const proxyStack = "proxy";

/** What a proxy is made of. */
export interface ProxyParts {
  readonly networks: readonly NetworkSpec[];
  readonly configs: readonly FileSpec[];
  readonly secrets: readonly FileSpec[];
  readonly services: readonly ServiceSpec[];
}

/** PEM texts, certificate chain and key, by tenant. */
export type Certificates = ReadonlyMap<string, string>;

/** The config, secrets and global service of a proxy whose configuration names every tenant. */
export const proxyParts = (
  spec: ClusterSpec,
  proxy: ProxySpec,
  certificates: Certificates,
): ProxyParts => {
  const text = haproxyConfig(proxy, tenantsOf(spec, proxy));
  const config = textFile("haproxy", text);
  const secrets = spec.tenants.map((tenant) => ({
    file: { ...textFile(`cert_${tenant.name}`, certificates.get(tenant.name) ?? ""), tenant },
    target: `${tenant.name}.pem`,
  }));
  const references = secrets.map(({ file, target }) => mounted(file, target));
  const command = ["haproxy", "-W", "-db", "-f", "/etc/haproxy/haproxy.cfg"];
  const service = proxyService(proxy, { command, config, secrets: references });
  const files = secrets.map(({ file }) => file);
  return { networks: [], configs: [config], secrets: files, services: [service] };
};

/** A config or secret of the proxy's own stack. */
export const textFile = (name: string, text: string): FileSpec =>
  fileSpec(proxyStack, name, new TextEncoder().encode(text));

/** The tenants as the proxy sees them: each with the routes whose service it has. */
export const tenantsOf = (
  spec: ClusterSpec,
  { backend, routes = [] }: ProxySpec,
): ProxyTenant[] => {
  const services = new Map(spec.services.map((service) => [service.name, service]));
  const serviceOf = (tenant: string, { service }: Backend) => services.get(`${tenant}_${service}`);
  return spec.tenants.map(({ name, host }) => ({
    tenant: name,
    host,
    slots: slotsFor(serviceOf(name, backend), spec),
    routes: routes.flatMap((route): ProxyRoute[] => {
      const service = serviceOf(name, route);
      return service === undefined ? [] : [{ ...route, slots: slotsFor(service, spec) }];
    }),
  }));
};

/** Room for twice the tasks, as a start-first update needs, in powers of two: scaling seldom restarts proxies. */
const slotsFor = (service: ServiceSpec | undefined, { nodes }: ClusterSpec): number => {
  const mode = service?.mode ?? { kind: "global" };
  const tasks = mode.kind === "replicated" ? mode.replicas : nodes.length;
  return powerOfTwo(2 * tasks);
};

/** The next one, and at least 8. */
export const powerOfTwo = (wanted: number): number =>
  Math.max(8, 2 ** Math.ceil(Math.log2(Math.max(wanted, 1))));

/** In a container; readable by all: HAProxy gives up root before it reads, and its user's number differs between images. */
export const mounted = ({ name }: FileSpec, target: string): FileReference => ({
  name,
  target,
  uid: "0",
  gid: "0",
  mode: 0o444,
});

/**
 * A proxy asks for services only. The engine passes a name without tasks on to the outer name servers, and does
 * not let a container leave its networks before these have answered: four seconds of silence where they are deaf.
 * Nobody listens at this address, in the container itself, so such a name fails at once.
 */
const noOuterDns: Dns = { nameservers: ["127.0.0.1"], search: [] };

interface Contents {
  readonly command: readonly string[];
  readonly config: FileSpec;
  readonly secrets: readonly FileReference[];
}

/** The global service; every node runs it on ports of its own. */
export const proxyService = (
  proxy: ProxySpec,
  { command, config, secrets }: Contents,
): ServiceSpec => ({
  name: proxyStack,
  stack: proxyStack,
  image: proxy.image,
  command,
  environment: [],
  stopSignal: "SIGUSR1",
  stopGracePeriod: seconds(10),
  // Often until it is up, so that a roll goes on at once; each check is a process in the node.
  healthcheck: {
    test: ["CMD-SHELL", "/usr/local/bin/healthy"],
    interval: seconds(30),
    timeout: seconds(2),
    startPeriod: seconds(20),
    startInterval: milliseconds(250),
    retries: 3,
  },
  mounts: [],
  networks: [{ network: proxy.network, aliases: [proxyStack] }],
  dns: noOuterDns,
  configs: [mounted(config, "/etc/haproxy/haproxy.cfg")],
  secrets: [...secrets].sort((one, other) => (one.name < other.name ? -1 : 1)),
  ...onEveryNode(proxy),
  constraints: [],
  labels: {},
});

/** Stop first: the new proxy needs the host ports that the old one holds. */
const onEveryNode = ({ http, https }: ProxySpec) =>
  ({
    ports: [
      { target: 80, published: http, protocol: "tcp", mode: "host" },
      { target: 443, published: https, protocol: "tcp", mode: "host" },
    ],
    mode: { kind: "global" },
    update: {
      parallelism: 1,
      delay: milliseconds(0),
      monitor: seconds(1),
      failureAction: "rollback",
      order: "stop-first",
    },
  }) satisfies Pick<ServiceSpec, "ports" | "mode" | "update">;
