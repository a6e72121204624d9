import type { Backend, ProxySpec, Route } from "../model/spec.ts";

/** A tenant as the proxy sees it. */
export interface ProxyTenant extends Slots {
  readonly tenant: string;
  readonly host: string;
  /** The routes whose service the tenant's stack has. */
  readonly routes?: readonly ProxyRoute[];
}

export interface ProxyRoute extends Route, Slots {}

interface Slots {
  /** How many tasks at once there is room for. */
  readonly slots: number;
}

/** The lines of a frontend that know `txn.host` and `txn.path` and choose the tenant's backend. */
export const choices = ({ tenant, host, routes = [] }: ProxyTenant): readonly string[] => {
  const asked = `{ var(txn.host) -m str ${host} }`;
  // The first line that fits is taken, so /static/old has to stand before /static.
  const longestFirst = routes.toSorted((one, other) => other.path.length - one.path.length);
  return [
    ...longestFirst.map(
      (route) =>
        `  use_backend ${routeSection(tenant, route)} if ${asked} { var(txn.path) -m beg ${route.path}/ }\n`,
    ),
    `  use_backend ${tenantSection(tenant)} if ${asked}\n`,
  ];
};

/** The backends that `choices` names, each once. */
export const backendSections = (
  { backend }: ProxySpec,
  { tenant, slots, routes = [] }: ProxyTenant,
): readonly string[] => {
  const sections = new Map([
    [tenantSection(tenant), servers(tasksOf(tenant, backend), { ...backend, slots })],
    ...routes.map(
      (route) => [routeSection(tenant, route), routed(tasksOf(tenant, route), route)] as const,
    ),
  ]);
  return [...sections].map(([name, lines]) => `backend ${name}\n${lines}`);
};

/** Prefixed, so that a tenant may be named as one of the proxy's own sections. */
const tenantSection = (tenant: string): string => `tenant_${tenant}`;

/** No tenant has a colon in its name, so none is taken for another's route. */
const routeSection = (tenant: string, { service, port }: Backend): string =>
  `${tenantSection(tenant)}:${service}:${port}`;

/** The name that the swarm gives the tasks of a tenant's service. */
export const tasksOf = (tenant: string, { service }: Backend): string =>
  `tasks.${tenant}_${service}`;

interface Servers extends Slots {
  readonly port: number;
}

/** As `servers`; http-no-delay: an event is sent on when it comes, and not held back for the next. */
export const routed = (name: string, wanted: Servers): string =>
  `  option http-no-delay\n${servers(name, wanted)}`;

/** The lines of a backend whose servers are the tasks that the name stands for. */
// Each proxy checks each task of each tenant, and each check is a connection: seldom, therefore, while all is
// well. It is the visitors' own connections that find a dead task at once: the first that fails counts as a failed
// check (error-limit, on-error), and the second check follows in 250 ms. One that is down is asked twice a second.
// Any answer will do, an error too: a task on a frozen node still takes connections, but answers nothing.
// Who finds no task at all waits a second for one, as after the start of a proxy, before it has looked up any.
export const servers = (name: string, { port, slots }: Servers): string =>
  `  balance roundrobin
  option httpchk
  http-check expect rstatus ^[1-5]
  tcp-request inspect-delay 1s
  tcp-request content accept if { nbsrv gt 0 }
  tcp-request content accept if WAIT_END
  default-server check inter 2s fastinter 250ms downinter 500ms fall 2 rise 1 observe layer4 error-limit 1 on-error fail-check
  server-template task ${slots} ${name}:${port} resolvers docker resolve-prefer ipv4 init-addr none
`;
