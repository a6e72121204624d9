import type { Socket } from "node:net";
import { dial } from "./dial.ts";
import { dialThrough, type Relay } from "./relay.ts";

/** One TCP endpoint, and the SOCKS5 relay that leads there; without a relay the connection is direct. */
export interface Route {
  readonly address: string;
  readonly port: number;
  /** The node sees the relay's address as the client's. */
  readonly relay?: Relay;
}

/** A fresh TCP connection that is destroyed when `signal` aborts; rejects with an error whose `code` says why. */
export const open = (route: Route, signal: AbortSignal): Promise<Socket> => {
  const endpoint = { host: route.address, port: route.port };
  return route.relay === undefined
    ? dial(endpoint, signal)
    : dialThrough(route.relay, endpoint, signal);
};
