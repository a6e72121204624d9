import type { BadInput } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import type { Composed } from "./composed.ts";
import type { Placed } from "./context.ts";
import type { Draft } from "./draft.ts";

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
  ...odd("a swarm", { names: draft.swarm === undefined ? [] : [draft.swarm], shape: objectName }),
  ...odd("a node", { names: named(draft.nodes), shape: hostName }),
  ...odd("an overlay network", { names: named(draft.networks), shape: objectName }),
  ...odd("a tenant", { names: named(draft.tenants), shape: objectName }),
  ...odd("a stack", { names: named(draft.stacks), shape: objectName }),
  ...odd("a host", {
    names: draft.tenants.map(({ value, place }) => ({ value: value.host, place })),
    shape: hostName,
  }),
  ...named(draft.nodes)
    .filter(({ value }) => ofTheSite.has(value))
    .map(({ value, place }) =>
      badInput(`the node name "${value}" is taken by swarmspec itself`, place),
    ),
  ...reserved("tenant", named(draft.tenants)),
  ...reserved("stack", named(draft.stacks)),
];

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

interface Shape {
  readonly pattern: RegExp;
  readonly words: string;
}

const objectName: Shape = {
  pattern: /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/i,
  words: "letters, digits, - and _, with a letter or digit at both ends",
};

const hostName: Shape = {
  pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i,
  words: "letters, digits, - and dots, with a letter or digit at both ends",
};

const odd = (
  what: string,
  { names, shape }: { readonly names: readonly Placed<string>[]; readonly shape: Shape },
): BadInput[] =>
  names
    .filter(({ value }) => !shape.pattern.test(value))
    .map(({ value, place }) =>
      badInput(`the name of ${what} cannot be "${value}"`, place, { hint: `use ${shape.words}` }),
    );

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
