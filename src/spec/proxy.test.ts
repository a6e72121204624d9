import assert from "node:assert/strict";
import { test } from "node:test";
import { haproxyConfig } from "./proxy.ts";
import type { ProxyTenant } from "./proxy-backends.ts";

const proxy = {
  image: "registry:5000/proxy",
  http: 80,
  https: 443,
  network: "tuleap",
  backend: { service: "web", port: 8080 },
};
const bearded: ProxyTenant = { tenant: "bearded", host: "bearded.example.com", slots: 8 };
const lines = (...tenants: ProxyTenant[]): string[] =>
  haproxyConfig(proxy, tenants)
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

test("the whole host is compared, commas included, without its port and in lower case", () => {
  assert.ok(
    lines(bearded).includes("http-request set-var(txn.host) req.fhdr(host),host_only,lower"),
  );
});

test("an unknown host is refused by the proxy itself", () => {
  const all = lines(bearded);
  assert.ok(all.includes("default_backend nobody"));
  assert.match(all[all.indexOf("backend nobody") + 1] ?? "", /^http-request return status 404 /);
});

test("that it was the proxy that refused, no tenant can say", () => {
  const all = lines(bearded);
  const edge = all.slice(all.indexOf("frontend edge"), all.indexOf("backend nobody"));
  assert.ok(edge.includes("http-response del-header X-Refused-By"));
  assert.ok(all[all.indexOf("backend nobody") + 1]?.endsWith(" hdr X-Refused-By proxy"));
  // It would take the header from the proxy's own answer too.
  assert.ok(!all.some((line) => line.startsWith("http-after-response")));
});

test("what a client claims of itself is replaced", () => {
  const all = lines(bearded);
  for (const header of ["X-Forwarded-For", "X-Real-IP"])
    assert.ok(all.includes(`http-request set-header ${header} %[src]`));
  assert.ok(all.includes("http-request del-header Forwarded"));
  const gone = all.indexOf(
    "http-request del-header ^x[-_](forwarded[-_]|real[-_]ip|client[-_]ip) -m reg",
  );
  assert.ok(gone !== -1 && gone < all.indexOf("http-request set-header X-Forwarded-For %[src]"));
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

const routes = [
  { path: "/static", service: "cache", port: 8080, slots: 8 },
  { path: "/static/live", service: "rt", port: 8081, slots: 16 },
  { path: "/media", service: "cache", port: 8080, slots: 8 },
];

test("a route takes its path and what is below it, the longest path first, and web the rest", () => {
  const all = lines({ ...bearded, routes });
  assert.ok(all.includes("http-request set-var(txn.path) path,concat(/)"));
  const asked = "{ var(txn.host) -m str bearded.example.com }";
  assert.deepEqual(
    all.filter((line) => line.startsWith("use_backend ")),
    [
      `use_backend tenant_bearded:rt:8081 if ${asked} { var(txn.path) -m beg /static/live/ }`,
      `use_backend tenant_bearded:cache:8080 if ${asked} { var(txn.path) -m beg /static/ }`,
      `use_backend tenant_bearded:cache:8080 if ${asked} { var(txn.path) -m beg /media/ }`,
      `use_backend tenant_bearded if ${asked}`,
    ],
  );
});

test("each service of a route has one backend with slots of its own, and passes on at once", () => {
  const all = lines({ ...bearded, routes });
  assert.equal(all.filter((line) => line === "backend tenant_bearded:cache:8080").length, 1);
  const rt = all.slice(all.indexOf("backend tenant_bearded:rt:8081"));
  assert.equal(rt[1], "option http-no-delay");
  assert.ok(rt.some((line) => line.startsWith("server-template task 16 tasks.bearded_rt:8081 ")));
});

test("a tenant without routes has the configuration that it had before there were any", () => {
  assert.equal(haproxyConfig(proxy, [{ ...bearded, routes: [] }]), haproxyConfig(proxy, [bearded]));
  assert.ok(!lines(bearded).some((line) => line.includes("txn.path")));
});

test("no line has more words than HAProxy reads, however many tenants there are", () => {
  const many = Array.from({ length: 200 }, (_, n) => ({ ...bearded, tenant: `t${n}` }));
  assert.ok(lines(...many).every((line) => line.split(" ").length < 64));
});
