import type { BadInput } from "../model/errors.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Composed } from "./composed.ts";
import type { Placed } from "./context.ts";
import type { Draft } from "./draft.ts";
import { isImage } from "./image-name.ts";
import {
  fileName,
  hostName,
  nodeName,
  objectName,
  registryAddress,
  type Shape,
  volumeName,
} from "./name-shapes.ts";

/** Nodes, networks, tenants, stacks and hosts that are there twice, at the place of the second. */
export const doubles = (draft: Draft): BadInput[] => [
  ...twice("node", named(draft.nodes)),
  ...twice("overlay network", named(draft.networks)),
  ...twice("tenant", named(draft.tenants)),
  ...twice("stack", named([...draft.tenants, ...draft.stacks])),
  ...twice(
    "host",
    draft.tenants.map(({ value, place }) => ({ value: value.host, place })),
  ),
];

/** Names that a swarm, a DNS server or a proxy would not take. */
export const misnamed = (draft: Draft): BadInput[] => [
  ...odd("the name of a swarm", { names: listed(draft.swarm), shape: objectName }),
  ...odd("the address of a registry", {
    names: listed(draft.registry).map(({ value, place }) => ({ value: value.address, place })),
    shape: registryAddress,
  }),
  ...odd("the name of a node", { names: named(draft.nodes), shape: nodeName }),
  ...odd("the name of an overlay network", { names: named(draft.networks), shape: objectName }),
  ...odd("the name of a tenant", { names: named(draft.tenants), shape: objectName }),
  ...odd("the name of a stack", { names: named(draft.stacks), shape: objectName }),
  ...odd("the name of a host", {
    names: draft.tenants.map(({ value, place }) => ({ value: value.host, place })),
    shape: hostName,
  }),
  ...odd("the image of the reverse proxy", { names: proxyImage(draft), shape: imageName }),
  ...named(draft.nodes)
    .filter(({ value }) => ofTheSite.has(value))
    .map(({ value, place }) =>
      badInput(`the node name "${value}" is taken by swarmspec itself`, place),
    ),
  ...reserved("tenant", named(draft.tenants)),
  ...reserved("stack", named(draft.stacks)),
];

const listed = <Value>(placed: Placed<Value> | undefined): readonly Placed<Value>[] =>
  placed === undefined ? [] : [placed];

const proxyImage = ({ proxy }: Draft): readonly Placed<string>[] =>
  proxy?.value.image === undefined ? [] : [{ value: proxy.value.image, place: proxy.place }];

const imageName: Shape = {
  fits: isImage,
  words: "a name like registry:5000/proxy:2, in small letters",
};

/** Names that stack files make or give, and that a swarm would not take. */
export const misnamedInStacks = ({ stacks }: Composed): BadInput[] => [
  ...stacks.flatMap(({ services, networks, configs, secrets }) => [
    ...odd("the name of a service", { names: short(services, 63), shape: objectName }),
    ...odd("the name of a network", { names: named(networks), shape: objectName }),
    ...odd("the name of a config", { names: short(configs, 64), shape: fileName }),
    ...odd("the name of a secret", { names: short(secrets, 64), shape: fileName }),
    ...odd("the name of a volume", { names: services.flatMap(ownVolumes), shape: volumeName }),
  ]),
];

/** Another driver may take other names. */
const ownVolumes = ({ value, place }: Placed<ServiceSpec>): Placed<string>[] =>
  value.mounts.flatMap((mount) =>
    mount.type === "volume" &&
    mount.source !== undefined &&
    mount.volume?.labels !== undefined &&
    ["", "local"].includes(mount.volume.driver?.name ?? "")
      ? [{ value: mount.source, place: place && { ...place, field: `${place.field}.volumes` } }]
      : [],
  );

/** Those whose length is no matter: of longer ones it is said what makes them long. */
const short = (
  placed: readonly Placed<{ readonly name: string }>[],
  limit: number,
): Placed<string>[] => named(placed).filter(({ value }) => value.length <= limit);

const reserved = (what: string, names: readonly Placed<string>[]): BadInput[] =>
  names
    .filter(({ value }) => value === "proxy")
    .map(({ place }) => badInput(`the ${what} name "proxy" is the reverse proxy's own`, place));

/** What the other containers, networks and volumes of a simulated cluster are called. */
const ofTheSite = new Set(["client-1", "client-2", "kept", "private", "public", "registry", "srv"]);

/** Networks and services that two stacks name alike, or a stack and the cluster: only one of them could make it. */
export const sharedNames = ({ draft, stacks }: Composed): BadInput[] => [
  ...twice("network", named([...draft.networks, ...stacks.flatMap(({ networks }) => networks)])),
  ...twice("service", named(stacks.flatMap(({ services }) => services))),
];

/** Names that are fine in themselves but too long once the tenant's is before them, or in those of the proxy. */
export const overlong = ({ draft, stacks, proxy }: Composed): BadInput[] => [
  ...stacks.flatMap(({ services, configs, secrets }) => [
    ...longer(63, named(services)),
    ...longer(64, named([...configs, ...secrets])),
  ]),
  ...longer(
    64,
    proxy === undefined
      ? []
      : named(draft.tenants).map(({ value, place }) => ({
          value: `proxy_tenant_${value}_0123456789`,
          place,
        })),
  ),
];

const odd = (
  what: string,
  { names, shape }: { readonly names: readonly Placed<string>[]; readonly shape: Shape },
): BadInput[] =>
  names
    .filter(({ value }) => !shape.fits(value))
    .map(({ value, place }) =>
      badInput(`${what} cannot be ${quoted(value)}`, place, { hint: `use ${shape.words}` }),
    );

const quoted = (name: string): string =>
  name.length > longest
    ? `"${name.slice(0, longest)}…", which has ${name.length} characters`
    : `"${name}"`;

/** What a line of a terminal still shows. */
const longest = 64;

const longer = (limit: number, names: readonly Placed<string>[]): BadInput[] =>
  names
    .filter(({ value }) => value.length > limit)
    .map(({ value, place }) =>
      badInput(
        `a swarm takes at most ${limit} characters, but "${value}" has ${value.length}`,
        place,
        {
          hint: "shorten this name or that of the tenant",
        },
      ),
    );

/** Names that differ in case only are one to a swarm. */
const twice = (what: string, names: readonly Placed<string>[]): BadInput[] =>
  [...Map.groupBy(names, ({ value }) => value.toLowerCase()).values()]
    .flatMap(([, ...others]) => others)
    .map(({ value, place }) => badInput(`the ${what} "${value}" is there twice`, place));

const named = (placed: readonly Placed<{ readonly name: string }>[]): Placed<string>[] =>
  placed.map(({ value, place }) => ({ value: value.name, place }));
