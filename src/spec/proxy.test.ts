import assert from "node:assert/strict";
import { test } from "node:test";
import { type Backend, haproxyConfig } from "./proxy.ts";

const proxy = {
  image: "registry:5000/proxy",
  http: 80,
  https: 443,
  network: "tuleap",
  backend: { service: "web", port: 8080 },
};
const bearded: Backend = { tenant: "bearded", host: "bearded.example.com", slots: 8 };
const lines = (...backends: Backend[]): string[] =>
  haproxyConfig(proxy, backends)
    .split("\n")
    .map((line) => line.trim());

test("a host leads to its tenant's tasks, by their full name", () => {
  const all = lines(bearded);
  assert.ok(
    all.includes("use_backend tenant_bearded if { var(txn.host) -m str bearded.example.com }"),
  );
  assert.ok(all.includes("backend tenant_bearded"));
  assert.ok(all.some((line) => line.startsWith("server-template task 8 tasks.bearded_web:8080 ")));
});

test("the host is compared without its port and in lower case", () => {
  assert.ok(
    lines(bearded).includes("http-request set-var(txn.host) req.hdr(host),host_only,lower"),
  );
});

test("an unknown host is refused by the proxy itself", () => {
  const all = lines(bearded);
  assert.ok(all.includes("default_backend nobody"));
  assert.match(all[all.indexOf("backend nobody") + 1] ?? "", /^http-request return status 404 /);
});

test("what a client claims of itself is replaced", () => {
  const all = lines(bearded);
  for (const header of ["X-Forwarded-For", "X-Real-IP"])
    assert.ok(all.includes(`http-request set-header ${header} %[src]`));
  assert.ok(all.includes("http-request del-header Forwarded"));
});

test("an answer that did not come is asked for again only where asking twice does no harm", () => {
  const text = haproxyConfig(proxy, [bearded]);
  assert.match(text, /^ {2}retry-on conn-failure empty-response$/m);
  assert.match(
    text,
    /^ {2}http-request disable-l7-retry unless METH_GET or \{ method HEAD OPTIONS \}$/m,
  );
});

test("without a tenant there is no certificate, and so no https", () => {
  assert.ok(lines(bearded).some((line) => line.startsWith("bind :443 ssl crt /run/secrets/")));
  assert.ok(!lines().some((line) => line.startsWith("bind :443")));
});

test("no line has more words than HAProxy reads, however many tenants there are", () => {
  const many = Array.from({ length: 200 }, (_, n) => ({ ...bearded, tenant: `t${n}` }));
  assert.ok(lines(...many).every((line) => line.split(" ").length < 64));
});
