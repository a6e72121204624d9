import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { duplexPair } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import { type Listening, listening } from "./stand-ins.testing.ts";

/** What a server does to who has asked it; the request as far as it has come. */
export type Deed = (socket: Socket, request: string) => unknown;

/** For tests: a server that does the same to each connection once it was asked. */
export const doing = (deed: Deed): Promise<Listening> =>
  listening(createServer((socket) => socket.once("data", (data) => deed(socket, `${data}`))));

/** For tests: the same over TLS, where a deed may also write beside the encryption, to the connection itself. */
export const doingSecretly = (
  { key, cert }: { readonly key: string; readonly cert: string },
  deed: (secured: TLSSocket, socket: Socket) => unknown,
): Promise<Listening> =>
  listening(
    createServer((socket) => {
      const [inner, outer] = duplexPair();
      socket.pipe(outer).pipe(socket);
      const secured = new TLSSocket(inner, { isServer: true, key, cert }).on("error", () => {});
      secured.once("data", () => deed(secured, socket));
    }),
  );

/** A record of TLS that nobody can decrypt. */
export const noRecord = Buffer.concat([Buffer.from([23, 3, 3, 0, 64]), Buffer.alloc(64, 7)]);

/** Says it again and again, as fast as it is taken, until nobody takes it any more. */
export const pour = async (socket: Socket, text: string): Promise<void> => {
  const much = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)));
  while (!socket.destroyed) {
    if (!socket.write(much)) await once(socket, "drain").catch(() => {});
    await setImmediate();
  }
};

const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

const poured =
  (head: string, text: string): Deed =>
  (socket) => {
    socket.write(head);
    return pour(socket, text);
  };

/** Ends of an answer that is none, and with which words each is to be told. */
export const brokenAnswers: Readonly<Record<string, readonly [Deed, RegExp]>> = {
  "resets in the middle of a body": [
    (socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nha", () =>
        setTimeout(() => socket.resetAndDestroy(), 1),
      ),
    /^reset$/,
  ],
  "ends before its body does": [
    (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nha"),
    /^reset$/,
  ],
  "ends before its last chunk": [(socket) => socket.end(`${chunked}2\r\nha\r\n`), /^reset$/],
  "tells a chunk's size that is no number": [
    (socket) =>
      socket.write(`${chunked}2\r\nha\r\n`, () =>
        setTimeout(() => socket.write("zz\r\nha\r\n"), 1),
      ),
    /^protocol: .*chunk size/,
  ],
  "switches to another protocol": [
    (socket) =>
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
      ),
    /^answer: switches to another protocol$/,
  ],
  "switches to another protocol and resets": [
    (socket) =>
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        () => setImmediate(() => socket.resetAndDestroy()),
      ),
    /^answer: switches to another protocol$/,
  ],
  "switches to a protocol without a name": [
    (socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
    /^(answer|protocol|timeout)/,
  ],
  "sends a body without an end": [
    poured("HTTP/1.1 200 OK\r\n\r\n", "x"),
    /^answer: longer than 1 MiB$/,
  ],
  "sends brackets without an end": [
    poured("HTTP/1.1 200 OK\r\n\r\n", "["),
    /^answer: longer than 1 MiB$/,
  ],
  "sends a body of chunks of a byte without an end": [
    poured(chunked, "1\r\nx\r\n"),
    // got puts pieces together before it hands them out.
    /^answer: (in more than 4096 pieces|longer than 1 MiB)$/,
  ],
  "sends a chunk's extension without an end": [poured(`${chunked}1;`, "x"), /^protocol: /],
  "sends headers without an end": [
    poured("HTTP/1.1 200 OK\r\n", "a: b\r\n"),
    /^protocol: .*header/i,
  ],
  "sends one header without an end": [
    poured("HTTP/1.1 200 OK\r\na: ", "x"),
    /^protocol: .*header/i,
  ],
  "sends trailers without an end": [poured(`${chunked}0\r\n`, "a: b\r\n"), /^protocol: /],
  "sends interim answers without an end": [
    poured("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
    /^answer: more than \d+ interim ones$/,
  ],
};
