import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { promisify } from "node:util";
import type { Question } from "../model/sample.ts";
import type { Endpoint } from "./dial.ts";

/** For tests: a listening server with its endpoint; disposing it drops its connections. */
export interface Listening extends Endpoint, AsyncDisposable {
  /** Connections that are open now. */
  readonly open: () => number;
  /** Connections taken so far. */
  readonly taken: () => number;
}

/** For tests: starts any TCP, HTTP or TLS server on a free local port. */
export const listening = async (server: Server): Promise<Listening> => {
  const sockets = new Set<Socket>();
  let taken = 0;
  server.on("connection", (socket: Socket) => {
    taken += 1;
    sockets.add(socket.on("close", () => sockets.delete(socket)).on("error", () => {}));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    host: "127.0.0.1",
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    taken: () => taken,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

/** For tests: a server that takes connections and never says a word. */
export const mute = (): Promise<Listening> =>
  listening(createServer((socket) => void socket.resume()));

/**
 * For tests: a SOCKS5 relay for IPv4 that connects, or gives `reply` (a code of RFC 1928) to every request. With a
 * login, as `user:password`, it lets in nobody else.
 */
export const relaying = (reply = 0, login?: string): Promise<Listening> =>
  listening(
    createServer((client) => void serve(client, reply, login).catch(() => client.destroy())),
  );

const serve = async (client: Socket, reply: number, login?: string): Promise<void> => {
  await once(client, "data");
  client.write(Buffer.from([5, login === undefined ? 0 : 2]));
  if (login !== undefined) {
    const [said] = (await once(client, "data")) as [Buffer];
    const isKnown = loginIn(said) === login;
    client.write(Buffer.from([1, isKnown ? 0 : 1]));
    if (!isKnown) return void client.end();
  }
  const [request] = (await once(client, "data")) as [Buffer];
  const answer = Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]);
  if (reply !== 0) return void client.end(answer);
  const target = connect(request.readUInt16BE(8), [...request.subarray(4, 8)].join("."));
  await once(target, "connect");
  client.write(answer);
  client.pipe(target).on("error", () => client.destroy());
  target.pipe(client).on("close", () => target.destroy());
};

/** As RFC 1929 has it: a version, and both texts behind their lengths. */
const loginIn = (said: Buffer): string => {
  const behindUser = 2 + (said[1] ?? 0);
  return `${said.subarray(2, behindUser)}:${said.subarray(behindUser + 1)}`;
};

/** For tests: a key and a certificate that signs itself, as PEM. */
export const certificateFor = async (host: string): Promise<{ key: string; cert: string }> => {
  const kind = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1";
  const names = `-subj /CN=test -addext subjectAltName=DNS:${host}`;
  const both = `${kind} ${names} -keyout -`;
  const { stdout } = await promisify(execFile)("openssl", both.split(" "));
  const [key = "", cert = ""] = stdout.split(/(?=-----BEGIN CERT)/);
  return { key, cert };
};

/** For tests: a question of one tenant over http, with no claims. */
export const question: Question = {
  node: "node-01",
  tenant: "bearded",
  client: "client-1",
  scheme: "http",
  host: "bearded.example.com",
  claims: [],
  expected: "172.30.0.11",
};
