import { Agent } from "node:https";
import { inspect } from "node:util";
import Docker from "dockerode";
import { Unreachable } from "../model/errors.ts";
import { withReasonsOnly } from "../model/openssl.ts";
import { withBareAddresses } from "./address.ts";

/** Keys and certificates for mutual TLS, as PEM texts. */
interface ClientTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** The folder that they were read from, if it was one. */
  readonly folder?: string;
}

/** Where an engine listens. */
export type Endpoint =
  | { readonly kind: "socket"; readonly path: string }
  | {
      readonly kind: "tcp";
      readonly host: string;
      readonly port: number;
      readonly tls?: ClientTls;
    };

/** The newest API that this code was written against; older engines are met at their own version. */
const newestKnown = "1.44";

export interface Patience {
  /** Milliseconds for the first answer, 5 s unless told. */
  readonly toAnswer?: number;
  /** Milliseconds without a byte after which a later request fails; none unless told. */
  readonly silence?: number;
}

/** Connects to an engine at an API version that both sides know. Throws Unreachable when it does not answer. */
export const connect = async (
  endpoint: Endpoint,
  { toAnswer = 5000, silence }: Patience = {},
): Promise<Docker> => {
  const reach = options(endpoint);
  const version = await apiVersion(endpoint, { ...reach, timeout: toAnswer });
  return withBareAddresses(new Docker({ ...reach, version: `v${version}`, timeout: silence }));
};

export const describeEndpoint = (endpoint: Endpoint): string =>
  endpoint.kind === "socket"
    ? `unix://${endpoint.path}`
    : `tcp://${endpoint.host}:${endpoint.port}`;

const apiVersion = async (endpoint: Endpoint, reach: Docker.DockerOptions): Promise<string> => {
  try {
    const { ApiVersion } = await new Docker(reach).version();
    if (ApiVersion === undefined) throw new Error("what answers there is no engine");
    return older(ApiVersion, newestKnown);
  } catch (cause) {
    throw new Unreachable(`no engine answers at ${describeEndpoint(endpoint)}: ${reason(cause)}`, {
      cause,
    });
  }
};

const older = (a: string, b: string): string => (minor(a) < minor(b) ? a : b);

const minor = (version: string): number => Number(version.split(".")[1]);

const reason = (cause: unknown): string =>
  withReasonsOnly(cause instanceof Error ? cause.message || cause.name : String(cause));

// dockerode merges its options over DOCKER_HOST: what is not named here would come from the environment.
const options = (endpoint: Endpoint): Docker.DockerOptions => {
  const none = {
    host: undefined,
    port: undefined,
    socketPath: undefined,
    timeout: undefined,
  };
  const noTls = { ca: undefined, cert: undefined, key: undefined, agent: undefined };
  if (endpoint.kind === "socket")
    return {
      ...none,
      ...noTls,
      protocol: "http",
      socketPath: endpoint.path,
    } as Docker.DockerOptions;
  return {
    ...none,
    ...noTls,
    protocol: endpoint.tls === undefined ? "http" : "https",
    host: endpoint.host,
    port: endpoint.port,
    ...endpoint.tls,
    // A handshake costs both sides more than most requests do: a few connections, each for many requests.
    ...(endpoint.tls && {
      agent: new TerseAgent({ keepAlive: true, maxSockets: 12, timeout: longestIdle }),
    }),
  } as Docker.DockerOptions;
};

/**
 * In milliseconds. An engine closes no connection, and each connect has an agent of its own: after ten minutes of
 * sabotage some thousand were open. A request under way may be silent for longer.
 */
const longestIdle = 5000;

/**
 * docker-modem puts the options of each request into words for a log, also where nobody reads it. Those of an agent
 * with all that belongs to its sockets took two thirds of a process's time that did nothing but look at a swarm.
 */
class TerseAgent extends Agent {
  [inspect.custom](): string {
    return "TerseAgent";
  }
}
