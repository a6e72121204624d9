import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../src/host/command.ts";
import { type Cluster, enginePort, type NodeAddress } from "../src/model/cluster.ts";
import { SwarmspecError } from "../src/model/errors.ts";

/** The docker CLI, which talks to the engines of a cluster's nodes with mutual TLS. */
export interface DockerCli extends Disposable {
  /** Types one command on a node, and returns what it prints. */
  on(node: NodeAddress, ...args: readonly string[]): Promise<string>;
  /** Writes a file for commands to read, and returns its path. */
  file(name: string, content: string | Uint8Array): string;
}

/** Its certificates and files are in a folder that nobody else can read, and that goes with it. */
export const dockerCli = ({ credentials }: Cluster, signal: AbortSignal): DockerCli => {
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-bench-"));
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const { ca, cert, key } = credentials.engines;
  for (const [name, pem] of Object.entries({ ca, cert, key })) file(`${name}.pem`, pem);
  const env = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: folder, DOCKER_CONFIG: folder };
  return {
    on: (node, ...args) => {
      const host = `tcp://${node.private}:${enginePort}`;
      return withoutTokens(run("docker", args, { signal, env: { ...env, DOCKER_HOST: host } }));
    },
    file,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
};

/** The words of a failure hold the whole command line, and `swarm join` takes its token there only. */
const withoutTokens = async (output: Promise<string>): Promise<string> => {
  try {
    return await output;
  } catch (error) {
    throw new SwarmspecError(String(error).replaceAll(/SWMTKN-\S+/g, "SWMTKN-…"));
  }
};
