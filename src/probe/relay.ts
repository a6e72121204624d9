import type { Socket } from "node:net";
import { SocksClient } from "socks";
import type { Login } from "../model/cluster.ts";
import { dial, type Endpoint } from "./dial.ts";
import { RelayFailure, wordsOf } from "./trouble.ts";

/**
 * In milliseconds, and longer than anybody waits. The client never clears its timer, which keeps all that belongs to
 * the connection in memory until it rings: half a minute unless told.
 */
const longest = 10_000;

export interface Relay extends Endpoint {
  /** Who asks, where the relay lets in only who has a login. (RFC 1929) */
  readonly login?: Login;
}

/** Like dial, seen by the endpoint as coming from the relay; trouble with the relay itself is a RelayFailure. */
export const dialThrough = async (
  { login, ...relay }: Relay,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Socket> => {
  const socket = await dial(relay, signal).catch((cause) => {
    throw new RelayFailure(signal.aborted ? "timeout" : wordsOf(cause), cause);
  });
  try {
    await SocksClient.createConnection({
      command: "connect",
      proxy: {
        ...{ host: relay.host, port: relay.port, type: 5 },
        ...(login && { userId: login.username, password: login.password }),
      },
      destination: endpoint,
      existing_socket: socket,
      timeout: longest,
    });
    return socket;
  } catch (cause) {
    throw signal.aborted ? cutShort(socket, { cause, login }) : refusal(cause);
  }
};

/** A relay that did not let us in is to blame itself; one that did was still trying the endpoint. */
const cutShort = (
  { bytesRead }: Socket,
  { cause, login }: { readonly cause: unknown; readonly login: Login | undefined },
): Error =>
  bytesRead < (login === undefined ? greeting : greeting + admission)
    ? new RelayFailure("timeout", cause)
    : coded("ETIMEDOUT", cause);

/** In bytes: how long a relay's answers to our greeting and to our login are. */
const [greeting, admission] = [2, 2];

/**
 * The replies that speak of the endpoint, by the names that socks gives to the codes 1 and 3 to 6 of RFC 1928. The
 * relay has no code of its own for a connection that is reset while it is made, and says 1: so ends what waits to be
 * accepted when who listens goes away.
 */
const replies: Readonly<Record<string, string>> = {
  Failure: "ECONNRESET",
  NetworkUnreachable: "ENETUNREACH",
  HostUnreachable: "EHOSTUNREACH",
  ConnectionRefused: "ECONNREFUSED",
  TTLExpired: "ETIMEDOUT",
};

const refusal = (cause: unknown): Error => {
  const message = cause instanceof Error ? cause.message : String(cause);
  // socks tells the reply code only in the message: "Socks5 proxy rejected connection - HostUnreachable".
  const code = replies[message.split(" - ").at(-1) ?? ""];
  return code === undefined ? new RelayFailure(message, cause) : coded(code, cause);
};

const coded = (code: string, cause: unknown): Error =>
  Object.assign(new Error(`the relay says ${code}`, { cause }), { code });
