import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { read } from "../model/read.ts";
import { run } from "./command.ts";
import { rulesLeftIn } from "./left-rules.ts";

/** What of a machine's network an engine changes for good, as it was before. */
interface Before {
  readonly forwarding: string;
  /** What iptables and ip6tables do with what is forwarded and fits no rule; absent where there is no such program. */
  readonly policies: Readonly<Record<string, string>>;
}

const programs = ["iptables", "ip6tables"];
const tables = ["filter", "nat", "raw"];
const bridge = "docker0";
const forwarding = "/proc/sys/net/ipv4/ip_forward";

const recordIn = (folder: string): string => join(folder, "network-before.json");

/**
 * Notes how the network is before an engine starts, unless another one has been at it, or a former one of this folder
 * was killed and what it changed is there still.
 */
export const noteNetwork = async (folder: string): Promise<void> => {
  if (existsSync(recordIn(folder)) || hasBridge()) return;
  const policies: Record<string, string> = {};
  for (const program of programs) {
    const rules = await rulesOf(program, "filter");
    if (rules.some((rule) => rule.startsWith("-N DOCKER"))) return;
    const policy = rules.find((rule) => rule.startsWith("-P FORWARD "))?.split(" ")[2];
    if (policy !== undefined) policies[program] = policy;
  }
  const before: Before = { forwarding: readFileSync(forwarding, "utf8").trim(), policies };
  writeFileSync(recordIn(folder), JSON.stringify(before), { mode: 0o600 });
};

/** Takes away what an engine of ours has left when it ended, and puts back what was before, unless another one runs. */
export const putNetworkBack = async (folder: string): Promise<void> => {
  const record = recordIn(folder);
  if (!existsSync(record) || anyEngineRuns()) return;
  const before = read<Before>(readFileSync(record, "utf8"));
  if (before !== undefined) {
    for (const [program, policy] of Object.entries(before.policies)) {
      for (const table of tables)
        for (const args of rulesLeftIn(await rulesOf(program, table)))
          await run(program, [...patiently, "-t", table, ...args]);
      await run(program, [...patiently, "-P", "FORWARD", policy]);
    }
    if (hasBridge()) await run("ip", ["link", "delete", bridge]);
    writeFileSync(forwarding, before.forwarding);
  }
  rmSync(record);
};

const hasBridge = (): boolean =>
  readFileSync("/proc/net/dev", "utf8")
    .split("\n")
    .some((line) => line.trim().startsWith(`${bridge}:`));

/** Others may be at the tables at the same time. */
const patiently = ["-w", "10"];

/** None where the program or the table is not there. */
const rulesOf = async (program: string, table: string): Promise<readonly string[]> =>
  (await run(program, [...patiently, "-t", table, "-S"]).catch(() => "")).split("\n");

/** One that has ended and that nobody has asked about yet has no command line. */
const anyEngineRuns = (): boolean =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => commandOf(pid) === "dockerd");

const commandOf = (pid: string): string => {
  try {
    const [program = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return basename(program);
  } catch {
    return "";
  }
};
