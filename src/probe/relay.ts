import type { Socket } from "node:net";
import { SocksClient } from "socks";
import { dial, type Endpoint } from "./dial.ts";
import { RelayFailure, wordsOf } from "./trouble.ts";

/**
 * In milliseconds, and longer than anybody waits. The client never clears its timer, which keeps all that belongs to
 * the connection in memory until it rings: half a minute unless told.
 */
const longest = 10_000;

/** Like dial, seen by the endpoint as coming from the relay; trouble with the relay itself is a RelayFailure. */
export const dialThrough = async (
  relay: Endpoint,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Socket> => {
  const socket = await dial(relay, signal).catch((cause) => {
    throw new RelayFailure(signal.aborted ? "timeout" : wordsOf(cause), cause);
  });
  try {
    await SocksClient.createConnection({
      command: "connect",
      proxy: { ...relay, type: 5 },
      destination: endpoint,
      existing_socket: socket,
      timeout: longest,
    });
    return socket;
  } catch (cause) {
    throw signal.aborted ? cutShort(socket, cause) : refusal(cause);
  }
};

/** A relay that never spoke is to blame itself; one that greeted us was still trying the endpoint. */
const cutShort = (socket: Socket, cause: unknown): Error =>
  socket.bytesRead === 0 ? new RelayFailure("timeout", cause) : coded("ETIMEDOUT", cause);

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
