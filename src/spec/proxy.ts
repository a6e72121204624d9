import type { ProxySpec } from "../model/spec.ts";

/** A tenant as the proxy sees it. */
export interface Backend {
  readonly tenant: string;
  readonly host: string;
  /** How many tasks at once there is room for. */
  readonly slots: number;
}

/** The HAProxy configuration that sends each host to its tenant, and refuses every other host itself. */
export const haproxyConfig = (proxy: ProxySpec, backends: readonly Backend[]): string =>
  [
    preamble,
    frontend(backends),
    refusal,
    ...backends.map((backend) => backendSection(proxy, backend)),
  ].join("\n");

// maxconn: without it HAProxy sizes its tables by the container's limit of open files, which may be 2^30.
// hard-stop-after: below the stop grace period, or long connections turn each roll into a kill.
// empty-response: a task that is just being stopped takes connections and answers none; asking another task is
// safe where asking twice does no harm, and nowhere else.
// hold timeout and refused: a silent DNS server is no news; the health checks find dead servers.
const preamble = `global
  log stdout format raw local0
  maxconn 4096
  hard-stop-after 5s
  ssl-default-bind-options ssl-min-ver TLSv1.2

resolvers docker
  nameserver engine 127.0.0.11:53
  accepted_payload_size 8192
  resolve_retries 3
  timeout resolve 1s
  timeout retry 1s
  hold valid 1s
  hold nx 1s
  hold obsolete 1s
  hold other 1s
  hold refused 30s
  hold timeout 30s

defaults
  mode http
  log global
  option httplog
  option dontlognull
  option redispatch 1
  retries 2
  retry-on conn-failure empty-response
  timeout connect 1s
  timeout http-request 10s
  timeout http-keep-alive 10s
  timeout client 60s
  timeout server 60s
  timeout queue 5s
  timeout tunnel 1h
`;

const frontend = (backends: readonly Backend[]): string => `frontend edge
  bind :80
${backends.length === 0 ? "" : "  bind :443 ssl crt /run/secrets/ alpn h2,http/1.1\n"}\
  http-request disable-l7-retry unless METH_GET or { method HEAD OPTIONS }
  http-request set-var(txn.host) req.hdr(host),host_only,lower
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Real-IP %[src]
  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  http-request del-header Forwarded
${backends.map(route).join("")}  default_backend nobody
`;

const route = ({ tenant, host }: Backend): string =>
  `  use_backend ${sectionOf(tenant)} if { var(txn.host) -m str ${host} }\n`;

/** Its own answer, so that no tenant ever sees a host that is not its own. */
const refusal = `backend nobody
  http-request return status 404 content-type text/plain string "no tenant has this host" hdr X-Refused-By proxy
`;

const backendSection = (
  { backend }: ProxySpec,
  { tenant, slots }: Backend,
): string => `backend ${sectionOf(tenant)}
  balance roundrobin
  default-server check inter 500ms fastinter 250ms fall 2 rise 1
  server-template task ${slots} tasks.${tenant}_${backend.service}:${backend.port} resolvers docker resolve-prefer ipv4 init-addr none
`;

/** Prefixed, so that a tenant may be named as one of the proxy's own sections. */
const sectionOf = (tenant: string): string => `tenant_${tenant}`;
