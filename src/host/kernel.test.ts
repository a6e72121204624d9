import assert from "node:assert/strict";
import { test } from "node:test";
import { boundingSetIn, ipvsIn, type ModuleFiles, netemRefusal } from "./kernel.ts";

const none: ModuleFiles = {
  table: false,
  loaded: "overlay 1 0 - Live 0x0\n",
  builtIn: undefined,
  loadable: undefined,
};

test("IPVS is there if it has a table, is loaded or built in", () => {
  assert.equal(ipvsIn({ ...none, table: true }), "there");
  assert.equal(ipvsIn({ ...none, loaded: "ip_vs_rr 1 0\nip_vs 245760 3 ip_vs_rr" }), "there");
  assert.equal(ipvsIn({ ...none, builtIn: "kernel/net/netfilter/ipvs/ip_vs.ko\n" }), "there");
});

test("IPVS is loadable if the list of modules has it, whatever its compression", () => {
  const dependencies = "kernel/net/netfilter/ipvs/ip_vs.ko.xz: kernel/lib/libcrc32c.ko.xz\n";
  assert.equal(ipvsIn({ ...none, loadable: dependencies }), "loadable");
});

test("IPVS is absent if no list of modules has it, or the kernel loads none", () => {
  assert.equal(ipvsIn({ ...none, loadable: "kernel/net/ipvs/ip_vs_rr.ko:\n" }), "absent");
  assert.equal(ipvsIn({ ...none, loaded: undefined }), "absent");
});

test("IPVS is unknown if modules can be loaded and nobody says which", () => {
  assert.equal(ipvsIn(none), "unknown");
});

test("the bounding set is read as a number of 64 bits", () => {
  assert.equal(boundingSetIn("Name:\tnode\nCapBnd:\t000001fffeffffff\n"), 0x1fffeffffffn);
  assert.equal(boundingSetIn("Name:\tnode\n"), undefined);
  assert.equal(boundingSetIn(undefined), undefined);
});

test("only a queue that the kernel does not know proves that netem is missing", () => {
  const failed = "unshare --net tc qdisc add dev lo root netem delay 1ms ended with 2:\n";
  assert.deepEqual(netemRefusal(`${failed}Error: Specified qdisc kind is unknown.\n`), {
    works: false,
    words: "not in the kernel",
  });
  assert.deepEqual(netemRefusal(`${failed}unshare: unshare failed: Operation not permitted`), {
    works: undefined,
    words: "cannot be tried: unshare: unshare failed: Operation not permitted",
  });
});
