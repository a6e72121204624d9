import assert from "node:assert/strict";
import { test } from "node:test";
import { shortMount } from "./short-mount.ts";

test("a short volume is a volume or a path, with options", () => {
  const cases: [text: string, wanted: ReturnType<typeof shortMount>][] = [
    ["/data", { type: "volume", target: "/data" }],
    ["a:/data", { type: "volume", source: "a", target: "/data" }],
    ["./a:/data", { type: "bind", source: "./a", target: "/data" }],
    ["~/a:/data", { type: "bind", source: "~/a", target: "/data" }],
    ["/a:/data:ro", { type: "bind", source: "/a", target: "/data", read_only: true }],
    ["a:/data:rw", { type: "volume", source: "a", target: "/data", read_only: false }],
    [
      "a:/data:ro,nocopy",
      { type: "volume", source: "a", target: "/data", read_only: true, volume: { nocopy: true } },
    ],
    [
      "/a:/data:z,rslave",
      { type: "bind", source: "/a", target: "/data", bind: { propagation: "rslave" } },
    ],
    ["C:\\a:D:\\b", { type: "bind", source: "C:\\a", target: "D:\\b" }],
    ["a:b", undefined],
    ["a", undefined],
    ["a::/b", undefined],
    ["a:/b:ro:rw", undefined],
    ["", undefined],
  ];
  for (const [text, wanted] of cases) assert.deepEqual(shortMount(text), wanted, text);
});
