import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { withSystem } from "./command.ts";
import { asRoot } from "./others.testing.ts";

const path = withSystem(process.env.PATH);
const env = { ...process.env, PATH: path, NODE_V8_COVERAGE: undefined };

const hasPrograms = (): boolean => {
  try {
    execFileSync("unshare", ["--net", "iptables", "-S"], { env, stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
};

/** Runs a script in a network and among processes of its own, and returns what it prints as JSON. */
const apart = (script: string): unknown =>
  JSON.parse(
    execFileSync(
      "unshare",
      [
        "--net",
        "--pid",
        "--fork",
        "--mount-proc",
        process.execPath,
        "--input-type=module",
        "-e",
        script,
      ],
      { env, encoding: "utf8", cwd: import.meta.dirname },
    ),
  );

/** What an engine does when it starts, beside the rules of somebody else. */
const script = (folder: string, betweenThem = ""): string => `
  import { execSync } from "node:child_process";
  import { readFileSync, existsSync } from "node:fs";
  import { noteNetwork, putNetworkBack } from ${JSON.stringify(import.meta.resolve("./host-network.ts"))};
  const sh = (line) => execSync(line, { encoding: "utf8" });
  const network = () => [
    ...["filter", "nat"].map((table) => sh("iptables -t " + table + " -S")),
    sh("ip -br link"),
    readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8"),
  ];
  const engine = () => sh(\`
    echo 1 > /proc/sys/net/ipv4/ip_forward
    ip link add docker0 type bridge
    iptables -P FORWARD DROP
    iptables -N DOCKER
    iptables -N DOCKER-USER
    iptables -A FORWARD -j DOCKER-USER
    iptables -A FORWARD -o docker0 -j DOCKER
    iptables -A DOCKER-USER -j RETURN
    iptables -t nat -N DOCKER
    iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
    iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
  \`);
  sh("echo 0 > /proc/sys/net/ipv4/ip_forward; iptables -A FORWARD -s 10.9.0.0/16 -j DROP; iptables -N mine");
  const folder = ${JSON.stringify(folder)};
  const before = network();
  ${betweenThem}
  await noteNetwork(folder);
  engine();
  // As after an engine that was killed: what is there now is not what was before.
  await noteNetwork(folder);
  const meanwhile = network();
  await putNetworkBack(folder);
  console.log(JSON.stringify({ before, meanwhile, after: network(), isNoted: existsSync(folder + "/network-before.json") }));
`;

interface Seen {
  readonly before: readonly string[];
  readonly meanwhile: readonly string[];
  readonly after: readonly string[];
  readonly isNoted: boolean;
}

const options = asRoot.skip || hasPrograms() ? asRoot : { skip: "there is no iptables here" };

test(
  "what an engine changes of the network is put back, and nobody else's rules are",
  options,
  async () => {
    await using folder = await temporaryFolder();
    const { before, meanwhile, after, isNoted } = apart(script(folder.path)) as Seen;
    assert.notDeepEqual(meanwhile, before);
    assert.deepEqual(after, before);
    assert.equal(isNoted, false);
  },
);

test("where another engine has been before, all stays as it is", options, async () => {
  await using folder = await temporaryFolder();
  const another = 'sh("iptables -N DOCKER-ISOLATION-STAGE-1");';
  const { meanwhile, after, isNoted } = apart(script(folder.path, another)) as Seen;
  assert.deepEqual(after, meanwhile);
  assert.equal(isNoted, false);
});
