import { type Credentials, enginePort, type ServedCredentials } from "../model/cluster.ts";
import { clientCertificate, ownCertificate } from "./authority.ts";
import type { ContainerSpec } from "./container.ts";
import { labelsOf, nameIn, placeOf, type Site } from "./site.ts";

/** The container that simulates the node at `index`, with an engine behind mutual TLS. */
export const nodeContainer = async (
  site: Site,
  wish: {
    name: string;
    index: number;
    image: string;
    registry?: string;
    credentials: Credentials;
  },
): Promise<ContainerSpec> => {
  const { name, index, image, registry, credentials } = wish;
  const { engines, served } = credentials;
  const address = placeOf.node(site, index);
  const { cert, key } = await ownCertificate(engines, [name, address.private]);
  return {
    name: nameIn(site, name),
    hostname: name,
    image,
    command: engineFlags(address.private),
    labels: labelsOf(site, "node", name),
    networks: [
      { network: site.public.name, address: address.public },
      { network: site.private.name, address: address.private, aliases: [name] },
    ],
    files: {
      "/etc/docker/tls/ca.pem": engines.ca,
      "/etc/docker/tls/cert.pem": cert,
      "/etc/docker/tls/key.pem": key,
      ...(registry && (await registryFiles(registry, name, served))),
    },
    host: {
      ...confinement,
      Mounts: [
        { Type: "volume", Source: nameIn(site, name), Target: "/var/lib/docker" },
        { Type: "volume", Source: nameIn(site, "srv"), Target: "/srv" },
      ],
    },
  };
};

/** By which the engine knows the registry, and the registry the node; see dockerd's certs.d. */
const registryFiles = async (
  registry: string,
  node: string,
  served: ServedCredentials,
): Promise<Record<string, string>> => {
  const { cert, key } = await clientCertificate(served, node);
  const folder = `/etc/docker/certs.d/${registry}`;
  return {
    [`${folder}/ca.crt`]: served.ca,
    [`${folder}/client.cert`]: cert,
    [`${folder}/client.key`]: key,
  };
};

const engineFlags = (address: string): readonly string[] => [
  "--host=unix:///var/run/docker.sock",
  `--host=tcp://${address}:${enginePort}`,
  "--tlsverify",
  "--tlscacert=/etc/docker/tls/ca.pem",
  "--tlscert=/etc/docker/tls/cert.pem",
  "--tlskey=/etc/docker/tls/key.pem",
];

// An engine gives its containers 14 capabilities by default and cannot hand on what it has not got;
// SYS_ADMIN and NET_ADMIN are what it needs itself, and SYS_PTRACE to run a health check beside a process
// that is not root's. Still, who is root in a node can be root on its
// host: simulated nodes are for code that one would run there anyway.
const capabilities = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_ADMIN",
  "NET_BIND_SERVICE",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_ADMIN",
  "SYS_CHROOT",
  "SYS_PTRACE",
];

const confinement = {
  CapDrop: ["ALL"],
  CapAdd: capabilities,
  SecurityOpt: ["seccomp=unconfined", "apparmor=unconfined"],
  // What the docker CLI sends for systempaths=unconfined: the nested engine mounts /proc anew.
  MaskedPaths: [],
  ReadonlyPaths: [],
  DeviceCgroupRules: ["a *:* rwm"],
  CgroupnsMode: "private" as const,
  // A killed node must not find its old pid files and sockets.
  Tmpfs: { "/run": "" },
};
