import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface Endpoint {
  /** An address, or a name that this machine resolves. */
  readonly host: string;
  readonly port: number;
}

/** A fresh TCP connection that is destroyed when `signal` aborts; rejects with Node's own error. */
export const dial = async (endpoint: Endpoint, signal: AbortSignal): Promise<Socket> => {
  signal.throwIfAborted();
  const socket = connect({ host: endpoint.host, port: endpoint.port, noDelay: true });
  // Who uses it hears its errors too; one that nobody hears any more would end the process.
  socket.on("error", () => {});
  // Not the socket's own `signal` option: that emits an error, which nobody hears once a request is over.
  signal.addEventListener("abort", () => socket.destroy(), { once: true });
  await once(socket, "connect", { signal });
  return socket;
};
