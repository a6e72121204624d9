import { availableParallelism, cpus, release, totalmem } from "node:os";
import type Docker from "dockerode";
import { run } from "../src/host/command.ts";

/** What the figures were measured on. */
export const machineOf = async (engines: { host: Docker; node: Docker }) => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? "unknown",
  memoryGB: Math.round(totalmem() / 1e9),
  kernel: release(),
  node: process.version,
  dockerCli: (await run("docker", ["--version"])).match(/[\d.]+/)?.[0] ?? "unknown",
  hostEngine: (await engines.host.version()).Version,
  nodeEngine: (await engines.node.version()).Version,
});

export type Machine = Awaited<ReturnType<typeof machineOf>> & {
  /** The load average before the benchmark began: others who work too make every figure worse. */
  readonly loadBefore: number;
};
