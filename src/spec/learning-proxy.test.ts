import assert from "node:assert/strict";
import { test } from "node:test";
import { learningConfig } from "./learning-proxy.ts";
import { haproxyConfig } from "./proxy.ts";

const proxy = {
  image: "registry:5000/learning-proxy",
  http: 80,
  https: 443,
  network: "tuleap",
  backend: { service: "web", port: 8080 },
};
const routes = [
  { path: "/static/live", service: "rt", port: 8081 },
  { path: "/static", service: "cache", port: 8080 },
  { path: "/media", service: "cache", port: 8080 },
];
const text = learningConfig({ ...proxy, routes }, { rooms: 2, slots: 8 });
const lines = text.split("\n").map((line) => line.trim());

test("a host leads to a room by the list of its service, and by nothing else", () => {
  assert.ok(lines.includes("http-request set-var(txn.room) var(txn.host),map_str(virt@web:8080)"));
  assert.deepEqual(
    lines.filter((line) => line.startsWith("use_backend ")),
    ["use_backend %[var(txn.room)] if { var(txn.room) -m found }"],
  );
  assert.ok(lines.includes("default_backend nobody"));
});

test("a longer path is looked up after a shorter one, whose room it replaces", () => {
  const lookups = lines.filter((line) => line.includes("set-var(txn.room)"));
  assert.deepEqual(
    lookups.map((line) => line.replace(/.*virt@/, "")),
    [
      "web:8080)",
      "cache:8080) if { var(txn.path) -m beg /media/ }",
      "cache:8080) if { var(txn.path) -m beg /static/ }",
      "rt:8081) if { var(txn.path) -m beg /static/live/ }",
    ],
  );
});

test("each service has its rooms once, all of them empty", () => {
  assert.deepEqual(
    lines.filter((line) => line.startsWith("backend room_")),
    ["web:8080", "rt:8081", "cache:8080"].flatMap((key) => [
      `backend room_1:${key}`,
      `backend room_2:${key}`,
    ]),
  );
  const servers = lines.filter((line) => line.startsWith("server-template "));
  assert.ok(servers.every((line) => line.includes(" task 8 nobody.invalid:")));
});

test("nobody is answered before the proxy has learned of its tenants", () => {
  const rule = "http-request reject if !{ str(yes),map_str(virt@learned) -m found }";
  assert.ok(lines.indexOf(rule) < lines.findIndex((line) => line.startsWith("use_backend")));
  assert.ok(lines.includes(rule));
});

test("what a client claims of itself is replaced as in the proxy that is written", () => {
  const headers = (config: string) =>
    config.split("\n").filter((line) => /(set|del)-header|disable-l7-retry|txn\.host\)/.test(line));
  assert.match(
    learningConfig(proxy, { rooms: 2, slots: 8 }),
    /^ {2}http-response del-header X-Refused-By$/m,
  );
  const written = haproxyConfig(proxy, [{ tenant: "bearded", host: "b.example.com", slots: 8 }]);
  const own = headers(learningConfig(proxy, { rooms: 2, slots: 8 }));
  assert.deepEqual(
    own.filter((line) => !line.includes("map_str")),
    headers(written).filter((line) => !line.includes("use_backend")),
  );
});
