import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import type { Container } from "dockerode";
import { ranIn } from "../src/docker/exec.ts";
import { packed } from "../src/host/images.ts";
import { SwarmspecError } from "../src/model/errors.ts";
import { stopwatch } from "./numbers.ts";
import type { Run } from "./swarmspec.ts";

/** Stack files applied to one swarm, by the docker CLI on a node or by a process of swarmspec. */
export interface Sides extends Disposable {
  /** docker stack deploy; seconds. */
  docker(stack: StackText, ...options: readonly string[]): Promise<number>;
  /** docker stack rm, until nothing is left. */
  dockerGone(): Promise<void>;
  swarmspec(
    command: "apply" | "plan",
    stack: StackText,
    ...options: readonly string[]
  ): Promise<Run>;
}

export interface StackText {
  readonly name: string;
  readonly text: string;
}

interface Means {
  readonly node: Container;
  readonly manager: Docker;
  readonly cluster: string;
  readonly run: (args: readonly string[]) => Promise<Run>;
}

/** The name of docker's own stack. */
const stack = "by-docker";
const variables = { TENANT: "bearded" };

export const sidesOf = ({ node, manager, cluster, run }: Means): Sides => {
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-bench-"));
  const docker = async (...args: readonly string[]): Promise<void> => {
    const { code, wrote } = await ranIn(node, ["docker", ...args], variables);
    if (code !== 0)
      throw new SwarmspecError(`docker ${args.join(" ")} ended with ${code}:\n${wrote}`);
  };
  return {
    docker: async ({ name, text }, ...options) => {
      await node.putArchive(await packed([{ name, mode: 0o644, content: Buffer.from(text) }]), {
        path: "/srv",
      });
      const since = stopwatch();
      await docker("stack", "deploy", ...options, "-c", `/srv/${name}`, stack);
      return since();
    },
    dockerGone: async () => {
      await docker("stack", "rm", stack);
      const filters = { label: [`com.docker.stack.namespace=${stack}`] };
      while ((await manager.listTasks({ filters })).length > 0) await docker("node", "ls");
    },
    swarmspec: (command, { name, text }, ...options) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return run([command, path, "--name", cluster, ...options]);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
};
