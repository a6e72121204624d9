import type { ProxySpec } from "../model/spec.ts";
import { backendSections, choices, type ProxyTenant } from "./proxy-backends.ts";

/** The HAProxy configuration that sends each host to its tenant, and refuses every other host itself. */
export const haproxyConfig = (proxy: ProxySpec, tenants: readonly ProxyTenant[]): string =>
  [
    preamble,
    frontend({
      https: tenants.length === 0 ? undefined : "crt /run/secrets/",
      hasRoutes: tenants.some(hasRoutes),
      choices: tenants.flatMap(choices),
    }),
    refusal,
    ...tenants.flatMap((tenant) => backendSections(proxy, tenant)),
  ].join("\n");

// maxconn: without it HAProxy sizes its tables by the container's limit of open files, which may be 2^30.
// hard-stop-after: below the stop grace period, or each roll becomes a kill; and short, as a node is silent for
// as long as its old proxy waits for an open event stream.
// empty-response: a task that is just being stopped takes connections and answers none; asking another task is
// safe where asking twice does no harm, and nowhere else.
// hold timeout and refused: a silent DNS server is no news; the health checks find dead servers.
// timeout client and server: silence only. An event stream that gives a sign of life within a minute stays open.
export const preamble = `global
  log stdout format raw local0
  maxconn 4096
  hard-stop-after 500ms
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
  timeout check 1s
  timeout http-request 10s
  timeout http-keep-alive 10s
  timeout client 60s
  timeout server 60s
  timeout queue 5s
  timeout tunnel 1h
`;

/** In what the frontends of the two kinds of proxy differ. */
interface Frontend {
  /** Where the certificates are; absent where there is none, and so no https. */
  readonly https: string | undefined;
  readonly hasRoutes: boolean;
  /** The lines that choose a backend for `txn.host` and `txn.path`. */
  readonly choices: readonly string[];
}

/**
 * Knows the host and replaces what a client claims of itself, before the choice; refuses whom nobody chose. What only
 * the proxy may say of itself is taken out of tenants' answers: rules for responses see those, and not its own.
 */
export const frontend = ({ https, hasRoutes, choices }: Frontend): string => `frontend edge
  bind :80
${https === undefined ? "" : `  bind :443 ssl ${https} alpn h2,http/1.1\n`}\
  http-request disable-l7-retry unless METH_GET or { method HEAD OPTIONS }
  http-request set-var(txn.host) req.fhdr(host),host_only,lower
${hasRoutes ? "  http-request set-var(txn.path) path,concat(/)\n" : ""}\
  http-request del-header ^x[-_](forwarded[-_]|real[-_]ip|client[-_]ip) -m reg
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Real-IP %[src]
  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
  http-request set-header X-Forwarded-Host %[req.fhdr(host)]
  http-request del-header Forwarded
  http-response del-header X-Refused-By
${choices.join("")}  default_backend nobody
`;

const hasRoutes = ({ routes = [] }: ProxyTenant): boolean => routes.length > 0;

/** Its own answer, so that no tenant ever sees a host that is not its own. */
export const refusal = `backend nobody
  http-request return status 404 content-type text/plain string "no tenant has this host" hdr X-Refused-By proxy
`;
