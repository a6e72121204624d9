import type { Backend, ProxySpec } from "../model/spec.ts";
import { frontend, preamble, refusal } from "./proxy.ts";
import { routed, servers } from "./proxy-backends.ts";

/** For how many tenants there is room, and how many tasks each of their services may have. */
export interface Rooms {
  readonly rooms: number;
  readonly slots: number;
}

/**
 * The HAProxy configuration that names no tenant: it has rooms, and what fills them while it runs is
 * `learn` of the image. A host leads to a room by a map, the list of the hosts that are allowed.
 */
export const learningConfig = (proxy: ProxySpec, size: Rooms): string =>
  [preamble, runtime, edge(proxy), refusal, ...sections(proxy, size)].join("\n");

const runtime = `global
  stats socket /run/haproxy.sock mode 600 level admin
`;

// Nobody is served before the first list is there: a 404 would be a lie, a closed connection is no answer.
// strict-sni: without it HAProxy wants a certificate before it has learned of one.
const edge = (proxy: ProxySpec): string =>
  frontend({
    https: "crt-list /etc/haproxy/certificates strict-sni",
    hasRoutes: proxy.routes !== undefined,
    choices: [
      "  http-request reject if !{ str(yes),map_str(virt@learned) -m found }\n",
      ...lookups(proxy),
      "  use_backend %[var(txn.room)] if { var(txn.room) -m found }\n",
    ],
  });

/** A host that a later list does not have keeps the room of an earlier one, so the longest path stands last. */
const lookups = ({ backend, routes = [] }: ProxySpec): readonly string[] => {
  const lookup = (list: Backend) =>
    `  http-request set-var(txn.room) var(txn.host),map_str(virt@${keyOf(list)})`;
  const shortestFirst = routes.toSorted((one, other) => one.path.length - other.path.length);
  return [
    `${lookup(backend)}\n`,
    ...shortestFirst.map(
      (route) => `${lookup(route)} if { var(txn.path) -m beg ${route.path}/ }\n`,
    ),
  ];
};

/** What a list of hosts and the rooms that it leads to are for: `web:8080`. */
export const keyOf = ({ service, port }: Backend): string => `${service}:${port}`;

/** A name that nothing ever has: what an empty room is filled with. */
const nobody = "nobody.invalid";

const sections = ({ backend, routes = [] }: ProxySpec, { rooms, slots }: Rooms): string[] => {
  const kinds = new Map([
    [keyOf(backend), servers(nobody, { ...backend, slots })],
    ...routes.map((route) => [keyOf(route), routed(nobody, { ...route, slots })] as const),
  ]);
  return [...kinds].flatMap(([key, lines]) =>
    Array.from({ length: rooms }, (_, index) => `backend room_${index + 1}:${key}\n${lines}`),
  );
};
