import { greatest } from "../model/extremes.ts";
import type {
  Backend,
  ClusterSpec,
  FileSpec,
  NetworkSpec,
  ProxySpec,
  ServiceSpec,
  TenantSpec,
} from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { keyOf, learningConfig, type Rooms } from "./learning-proxy.ts";
import { type ProxyTenant, tasksOf } from "./proxy-backends.ts";
import {
  type Certificates,
  mounted,
  type ProxyParts,
  powerOfTwo,
  proxyService,
  proxyStack,
  tenantsOf,
  textFile,
} from "./proxy-parts.ts";

/**
 * A proxy that no tenant changes, and beside it the service that tells it of them, on a network of the two.
 * Keys stay with the proxy, and what it is told holds none: certificates are no secrets.
 */
export const learningParts = (
  spec: ClusterSpec,
  proxy: ProxySpec,
  certificates: Certificates,
): ProxyParts => {
  const tenants = tenantsOf(spec, proxy);
  const config = textFile("haproxy", learningConfig(proxy, roomsFor(tenants)));
  const pems = spec.tenants.map((tenant) => ({ tenant, ...halves(certificates, tenant) }));
  const keys = distinct(pems.map(({ key }) => key));
  const told = pems.map((pem, index) => tenantFile(pem, { proxy, seen: tenants[index] }));
  const service = proxyService(proxy, {
    command: ["proxy"],
    config,
    secrets: keys.map((key) => mounted(key, key.name)),
  });
  return {
    networks: [between],
    configs: [config, ...told],
    secrets: keys,
    services: [learner(service), teller(proxy, told)],
  };
};

/** As many again as there are, and for sixteen to begin with: few of those who come change the proxy. */
const roomsFor = (tenants: readonly ProxyTenant[]): Rooms => {
  const slots = tenants.flatMap((tenant) => [tenant, ...(tenant.routes ?? [])]);
  return {
    rooms: powerOfTwo(2 * Math.max(tenants.length, 16)),
    slots: greatest([powerOfTwo(1), ...slots.map((one) => one.slots)]),
  };
};

const halves = (certificates: Certificates, { name }: TenantSpec) => {
  const pem = certificates.get(name) ?? "";
  const [certificate = "", key = ""] = pem.split(/(?=-----BEGIN [A-Z ]*PRIVATE KEY-----)/);
  return { certificate, key: textFile("key", key) };
};

const distinct = (files: readonly FileSpec[]): FileSpec[] => [
  ...new Map(files.map((file) => [file.name, file])).values(),
];

interface Pem {
  readonly tenant: TenantSpec;
  readonly certificate: string;
  readonly key: FileSpec;
}

interface Known {
  readonly proxy: ProxySpec;
  readonly seen: ProxyTenant | undefined;
}

/** All that the proxies are to know of one tenant. */
const tenantFile = ({ tenant, certificate, key }: Pem, { proxy, seen }: Known): FileSpec => {
  const backends: readonly Backend[] = [proxy.backend, ...(seen?.routes ?? [])];
  const services = Object.fromEntries(
    backends.map((backend) => [keyOf(backend), tasksOf(tenant.name, backend)]),
  );
  const host = tenant.host.toLowerCase();
  const text = JSON.stringify({ host, services, key: key.name, certificate }, undefined, 1);
  return { ...textFile(`tenant_${tenant.name}`, text), tenant };
};

const between: NetworkSpec = {
  name: `${proxyStack}_tenants`,
  stack: proxyStack,
  driver: "overlay",
  attachable: false,
};

const attached = { network: between.name, aliases: [] };

/** It starts beside what tells it, whose node may need half a minute to be known on a network it joins anew. */
const learner = (proxy: ServiceSpec): ServiceSpec => ({
  ...proxy,
  networks: [...proxy.networks, attached],
  ...(proxy.healthcheck && { healthcheck: { ...proxy.healthcheck, startPeriod: seconds(60) } }),
});

/** One task and stop-first: there are never two lists, and while there is none the proxies keep the last one. */
const teller = ({ image }: ProxySpec, files: readonly FileSpec[]): ServiceSpec => ({
  name: `${proxyStack}_tenants`,
  stack: proxyStack,
  image,
  command: ["tell"],
  environment: [],
  healthcheck: {
    test: ["CMD", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080"],
    interval: seconds(30),
    timeout: seconds(2),
    startPeriod: seconds(20),
    startInterval: milliseconds(250),
    retries: 3,
  },
  mounts: [],
  networks: [attached],
  configs: files
    .map((file) => mounted(file, `/etc/tenants/${file.tenant?.name}.json`))
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
  secrets: [],
  ports: [],
  mode: { kind: "replicated", replicas: 1 },
  constraints: [],
  update: {
    parallelism: 1,
    delay: milliseconds(0),
    monitor: seconds(1),
    failureAction: "rollback",
    order: "stop-first",
  },
  restart: { delay: seconds(1) },
  labels: {},
});
