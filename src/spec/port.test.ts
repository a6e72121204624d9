import assert from "node:assert/strict";
import { test } from "node:test";
import { longPort, shortPort } from "./port.ts";

/** `PUBLISHED:TARGET/PROTOCOL` of each port. */
const portsOf = (text: string): string[] | undefined =>
  shortPort(text)?.ports.map(
    ({ published, target, protocol }) => `${published}:${target}/${protocol}`,
  );

test("a short port is a number, two, ranges of them, with a protocol or an address", () => {
  const cases: [text: string, wanted: string[] | undefined][] = [
    ["80", ["0:80/tcp"]],
    ["8080:80", ["8080:80/tcp"]],
    [":80", ["0:80/tcp"]],
    ["0:80", ["0:80/tcp"]],
    ["80:80/", ["80:80/tcp"]],
    ["[1.2.3.4]:5:6", ["5:6/tcp"]],
    ["1.2.3.400:5:6", undefined],
    ["53:53/udp", ["53:53/udp"]],
    ["53:53/SCTP", ["53:53/sctp"]],
    ["8080-8081:90-91", ["8080:90/tcp", "8081:91/tcp"]],
    ["7000-7002:70", ["7000:70/tcp", "7001:70/tcp", "7002:70/tcp"]],
    ["9-10", ["0:10/tcp", "0:9/tcp"]],
    ["127.0.0.1:5:6", ["5:6/tcp"]],
    ["127.0.0.1::6", ["0:6/tcp"]],
    ["[::1]:5:6", ["5:6/tcp"]],
    ["::1:5:6", ["5:6/tcp"]],
    ["", undefined],
    ["80:", undefined],
    ["80/icmp", undefined],
    ["a:80", undefined],
    ["1-2:80-82", undefined],
    ["2-1:80", undefined],
    ["host:5:6", undefined],
    ["70000:80", undefined],
  ];
  for (const [text, wanted] of cases) assert.deepEqual(portsOf(text), wanted, text);
});

test("an address is told, unless it means all of them", () => {
  assert.equal(shortPort("127.0.0.1:5:6")?.address, "127.0.0.1");
  assert.equal(shortPort("[::1]:5:6")?.address, "[::1]");
  assert.equal(shortPort("0.0.0.0:5:6")?.address, undefined);
  assert.equal(shortPort("5:6")?.address, undefined);
});

test("a long port keeps the words that an engine takes for another", () => {
  const port = { target: 80, published: 0, protocol: "tcp", mode: "ingress" } as const;
  assert.deepEqual(longPort({ target: 80 }), port);
  assert.deepEqual(longPort({ target: 80, protocol: "UDP", mode: "vip" }), {
    ...port,
    protocol: "udp",
    said: { protocol: "UDP", mode: "vip" },
  });
  assert.deepEqual(longPort({ published: 8080, mode: "host" }), {
    ...port,
    target: 0,
    published: 8080,
    mode: "host",
  });
});
