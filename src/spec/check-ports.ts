import type { BadInput } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import type { Composed } from "./composed.ts";
import type { Placed } from "./context.ts";
import { isPort } from "./port.ts";

/** Published ports that two services want, the proxy among them, and ports that are none. */
export const doublePorts = (composed: Composed): BadInput[] => {
  const all = [...proxyPorts(composed), ...servicePorts(composed)];
  return all.flatMap((port, index) => {
    const first = all.slice(0, index).find(({ value }) => value.port === port.value.port);
    if (!isPort(port.value.port.split("/")[0]))
      return badInput(`must be a port from 1 to 65535, but is ${port.value.port}`, port.place);
    return first === undefined ? [] : clash(first.value, port);
  });
};

interface Published {
  readonly service: string;
  /** Number and protocol. */
  readonly port: string;
}

const clash = (first: Published, { value, place }: Placed<Published>): BadInput => {
  const { service, port } = value;
  const how = first.service === service ? "twice" : `as ${first.service} does`;
  return badInput(`${service} publishes ${port} ${how}`, place, {
    hint: `give ${service} another port`,
  });
};

const proxyPorts = ({ draft, proxy }: Composed): Placed<Published>[] =>
  (proxy === undefined ? [] : [proxy.http, proxy.https]).map((port) => ({
    value: { service: "the reverse proxy", port: `${port}/tcp` },
    place: draft.proxy?.place,
  }));

const servicePorts = ({ stacks }: Composed): Placed<Published>[] =>
  stacks
    .flatMap((stack) => stack.services)
    .flatMap(({ value, place }) =>
      value.ports.map(({ published, protocol }) => ({
        value: { service: value.name, port: `${published}/${protocol}` },
        place: place && { ...place, field: `${place.field}.ports` },
      })),
    );
