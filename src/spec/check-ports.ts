import type { BadInput } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import type { Composed } from "./composed.ts";
import type { Placed } from "./context.ts";
import { isPort } from "./port.ts";

/** The first published port that two services cannot both have, the proxy among them, or that is none. */
export const doublePorts = (composed: Composed): BadInput[] => {
  const all = [...proxyPorts(composed), ...servicePorts(composed)];
  for (const holders of Map.groupBy(all, ({ value }) => value.port).values()) {
    const problems = problemsOf(holders);
    if (problems.length > 0) return problems;
  }
  return [];
};

/** Of all that publish one port: a range is thousands of them, and comparing each with each takes minutes. */
const problemsOf = (holders: readonly Placed<Published>[]): BadInput[] =>
  holders.flatMap((port, index) => {
    const first = holders.slice(0, index).find(({ value }) => collide(value, port.value));
    if (!isPort(port.value.port.split("/")[0]))
      return badInput(`must be a port from 1 to 65535, but is ${port.value.port}`, port.place);
    return first === undefined ? [] : clash(first.value, port);
  });

interface Published {
  readonly service: string;
  /** Number and protocol. */
  readonly port: string;
  /** A service with host ports need not be on every node. */
  readonly somewhere: boolean;
}

/** Two services may have one port on different nodes. */
const collide = (one: Published, other: Published): boolean =>
  one.service === other.service || !one.somewhere || !other.somewhere;

const clash = (first: Published, { value, place }: Placed<Published>): BadInput => {
  const { service, port } = value;
  const how = first.service === service ? "twice" : `as ${first.service} does`;
  return badInput(`${service} publishes ${port} ${how}`, place, {
    hint: `give ${service} another port`,
  });
};

const proxyPorts = ({ draft, proxy }: Composed): Placed<Published>[] =>
  (proxy === undefined ? [] : [proxy.http, proxy.https]).map((port) => ({
    value: { service: "the reverse proxy", port: `${port}/tcp`, somewhere: false },
    place: draft.proxy?.place,
  }));

const servicePorts = ({ stacks }: Composed): Placed<Published>[] =>
  stacks
    .flatMap((stack) => stack.services)
    .flatMap(({ value, place }) =>
      value.ports
        // The swarm chooses a port where none is said.
        .filter(({ published }) => published !== 0)
        .map(({ published, protocol, mode }) => ({
          value: {
            service: value.name,
            port: `${published}/${protocol}`,
            somewhere: mode === "host",
          },
          place: place && { ...place, field: `${place.field}.ports` },
        })),
    );
