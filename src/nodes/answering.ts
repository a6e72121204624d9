import type Docker from "dockerode";
import pRetry, { AbortError } from "p-retry";
import { connect, type Endpoint } from "../docker/connect.ts";
import { lastLines } from "../docker/logs.ts";
import { type Credentials, enginePort, type NodeAddress } from "../model/cluster.ts";
import { Unreachable } from "../model/errors.ts";
import { linesOf } from "../model/line.ts";

/** How the engine of a node is reached: on the private network, as the cluster's operator. */
export const endpointOf = (node: NodeAddress, { engines }: Credentials): Endpoint => ({
  kind: "tcp",
  host: node.private,
  port: enginePort,
  tls: { ca: engines.ca, cert: engines.cert, key: engines.key },
});

/** The engine of a simulated node, as soon as it answers. Throws Unreachable with its log if it ended. */
export const answeringEngine = (
  host: Docker,
  node: NodeAddress,
  { credentials, signal }: { credentials: Credentials; signal: AbortSignal },
): Promise<Docker> =>
  pRetry(
    async () => {
      signal.throwIfAborted();
      try {
        return await connect(endpointOf(node, credentials), { toAnswer: 1000 });
      } catch (cause) {
        throw (await isRunning(host, node)) ? cause : new AbortError(await ended(host, node));
      }
    },
    { retries: 600, factor: 1, minTimeout: 100, maxTimeout: 100, maxRetryTime: 60_000, signal },
  );

const isRunning = async (host: Docker, node: NodeAddress): Promise<boolean> =>
  (await host.getContainer(node.container).inspect()).State.Running;

const ended = async (host: Docker, node: NodeAddress): Promise<Unreachable> =>
  new Unreachable([
    `the engine of ${node.name} ended:`,
    ...linesOf(await lastLines(host.getContainer(node.container), 10), 10),
  ]);
