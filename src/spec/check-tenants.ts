import type { BadInput } from "../model/errors.ts";
import type { Backend, ProxySpec } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Composed } from "./composed.ts";
import type { Stack } from "./stack.ts";

/** Tenants that the proxy could never reach, and routes of the proxy that lead nowhere. */
export const unreached = (composed: Composed): BadInput[] => {
  const { draft, stacks, proxy } = composed;
  if (proxy === undefined) return [];
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const unreachable = draft.tenants.flatMap(({ value, place }) => {
    const stack = byName.get(value.name);
    return stack === undefined ? [] : problemsOf({ stack, proxy, place });
  });
  return [...unreachable, ...unused(composed)];
};

interface Reach {
  readonly stack: Stack;
  readonly proxy: ProxySpec;
  /** Of the tenant. */
  readonly place: BadInput["place"];
}

const problemsOf = ({ stack, proxy, place }: Reach): BadInput[] => {
  const { backend, network, routes = [] } = proxy;
  const name = `${stack.name}_${backend.service}`;
  if (serviceOf(stack, backend) === undefined)
    return [
      badInput(`the stack of ${stack.name} has no service ${backend.service}`, place, {
        hint: `the reverse proxy asks ${name} on port ${backend.port}: add it to the stack file`,
      }),
    ];
  const asked = new Set([backend, ...routes].map((one) => serviceOf(stack, one)));
  return [...asked].flatMap((service) => (service ? unanswering(service, network) : []));
};

type PlacedService = Stack["services"][number];

const serviceOf = (stack: Stack, { service }: Backend): PlacedService | undefined =>
  stack.services.find(({ value }) => value.name === `${stack.name}_${service}`);

const unanswering = ({ value, place }: PlacedService, network: string): BadInput[] => {
  if (value.mode.kind.endsWith("-job"))
    return [badInput(`${value.name} is a job, which the reverse proxy cannot ask`, place)];
  if (value.networks.some((attachment) => attachment.network === network)) return [];
  return [
    badInput(`${value.name} is not on the network "${network}" of the reverse proxy`, place, {
      hint: `add ${network} to its networks, and under networks with external: true`,
    }),
  ];
};

/** A route to a service that no tenant has is a slip of the pen: some may lack it, but not all. */
const unused = ({ draft, stacks }: Composed): BadInput[] => {
  const tenants = new Set(draft.tenants.map(({ value }) => value.name));
  const theirs = stacks.filter(({ name }) => tenants.has(name));
  return (draft.proxy?.value.routes ?? [])
    .filter(({ value }) => !theirs.some((stack) => serviceOf(stack, value)))
    .map(({ value, place }) =>
      badInput(`no tenant has the service "${value.service}"`, place, {
        hint: "name a service of a tenant's stack file",
      }),
    );
};
