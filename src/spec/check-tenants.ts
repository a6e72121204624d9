import type { BadInput } from "../model/errors.ts";
import type { ProxySpec } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Composed } from "./composed.ts";
import type { Stack } from "./stack.ts";

/** Tenants that the proxy could never reach: without the service it asks, or on other networks. */
export const unreached = ({ draft, stacks, proxy }: Composed): BadInput[] =>
  proxy === undefined
    ? []
    : draft.tenants.flatMap(({ value, place }) => {
        const stack = stacks.find(({ name }) => name === value.name);
        return stack === undefined ? [] : unreachable(stack, proxy, place);
      });

const unreachable = (
  stack: Stack,
  { backend, network }: ProxySpec,
  tenant: BadInput["place"],
): BadInput[] => {
  const name = `${stack.name}_${backend.service}`;
  const service = stack.services.find(({ value }) => value.name === name);
  if (service === undefined)
    return [
      badInput(`the stack of ${stack.name} has no service ${backend.service}`, tenant, {
        hint: `the reverse proxy asks ${name} on port ${backend.port}: add it to the stack file`,
      }),
    ];
  if (service.value.networks.some((attachment) => attachment.network === network)) return [];
  return [
    badInput(`${name} is not on the network "${network}" of the reverse proxy`, service.place, {
      hint: `add ${network} to its networks, and under networks with external: true`,
    }),
  ];
};
