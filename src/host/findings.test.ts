import assert from "node:assert/strict";
import { test } from "node:test";
import { type EngineFact, type Facts, type Finding, findings, usable } from "./findings.ts";

const able: Facts = {
  engine: { kind: "answers", version: "28.5.2", foundBy: "the socket /var/run/docker.sock" },
  kernel: { version: "6.12", here: true },
  cli: "/usr/bin/docker",
  ipvs: "loadable",
  capabilities: (1n << 41n) - 1n,
  netem: { works: true, words: "delays what it is told to" },
  registry: { works: true, words: "has debian:trixie-slim" },
  installs: true,
  cgroups: "2",
  cores: 2,
  first: { works: true, words: "the prober runs in a real-time class" },
  bytes: 3.83 * 2 ** 30,
};

const found = (facts: Partial<Facts>, check: string): Finding => {
  const finding = findings({ ...able, ...facts }).find((one) => one.check === check);
  assert.ok(finding, `no finding on ${check}`);
  return finding;
};

const withoutEngine = (more: Partial<EngineFact & { kind: "none" }> = {}): Facts => ({
  ...able,
  engine: {
    kind: "none",
    forbidden: false,
    isRoot: true,
    isDebian: true,
    isInstalled: false,
    ...more,
  },
});

test("on an able machine all is ok, and nothing follows", () => {
  assert.deepEqual(
    findings(able).filter(({ state, follows }) => state !== "ok" || follows !== ""),
    [],
  );
  assert.equal(usable(findings(able)), true);
});

test("what is missing says what follows", () => {
  const cases: readonly [string, Partial<Facts>, RegExp][] = [
    ["docker CLI", { cli: undefined }, /swarmspec env/],
    ["IPVS", { ipvs: "absent" }, /carry no traffic.*tasks\.<service>/],
    ["CAP_SYS_RESOURCE", { capabilities: 0x1fffeffffffn }, /named capabilities/],
    ["netem", { netem: { works: false, words: "not in the kernel" } }, /no simulated delay/],
    ["public registry", { registry: { works: false, words: "no such host" } }, /mmdebstrap/],
    [
      "public registry",
      { registry: { works: false, words: "no such host" }, installs: false },
      /docker load/,
    ],
    ["cores", { cores: 1 }, /at least 2/],
    ["going first", { first: { works: false, words: "not allowed" } }, /more is unknown/],
    ["memory", { bytes: 2 * 2 ** 30 }, /at least 4 GiB/],
  ];
  for (const [check, facts, follows] of cases) {
    const finding = found(facts, check);
    assert.equal(finding.state, "missing", check);
    assert.match(finding.follows, follows);
  }
});

test("only capability 24 matters in the bounding set", () => {
  assert.equal(found({ capabilities: 1n << 24n }, "CAP_SYS_RESOURCE").state, "ok");
  assert.equal(found({ capabilities: 1n << 23n }, "CAP_SYS_RESOURCE").state, "missing");
});

test("what cannot be read is unknown and never ok, and says what would follow", () => {
  const tried = { works: undefined, words: "not tried: only root can" };
  const unread: Partial<Facts> = {
    ipvs: "unknown",
    capabilities: undefined,
    netem: tried,
    registry: tried,
    cgroups: undefined,
  };
  for (const check of ["IPVS", "CAP_SYS_RESOURCE", "netem", "public registry", "cgroups"]) {
    const { state, follows } = found(unread, check);
    assert.equal(state, "unknown", check);
    assert.match(follows, /^if it is missing: /);
  }
});

test("this machine's kernel says nothing of an engine that runs on another", () => {
  const kernel = { version: "6.10-linuxkit", here: false };
  for (const check of ["IPVS", "CAP_SYS_RESOURCE", "netem"])
    assert.equal(found({ kernel }, check).state, "unknown", check);
});

test("a machine is usable if an engine answers or can be started", () => {
  const cases: readonly [Facts, boolean, RegExp][] = [
    [withoutEngine(), true, /can be installed/],
    [withoutEngine({ isInstalled: true, isDebian: false }), true, /dockerd is there/],
    [withoutEngine({ isRoot: false }), false, /only root can install/],
    [withoutEngine({ isRoot: false, isInstalled: true }), false, /only root can start/],
    [withoutEngine({ isDebian: false }), false, /Debian and Ubuntu only/],
    [withoutEngine({ forbidden: true, isInstalled: true }), false, /SWARMSPEC_ENGINE=none/],
  ];
  for (const [facts, isUsable, seen] of cases) {
    assert.match(found(facts, "engine").seen, seen);
    assert.equal(usable(findings(facts)), isUsable, String(seen));
  }
});

test("a named engine that does not answer is a finding with its hint", () => {
  const engine = { kind: "silent", trouble: "no answer at unix:///x", hint: "start it" } as const;
  assert.deepEqual(found({ engine }, "engine"), {
    check: "engine",
    state: "missing",
    seen: "no answer at unix:///x",
    follows: "start it",
  });
  assert.equal(usable(findings({ ...able, engine })), false);
});
