import { buffer } from "node:stream/consumers";
import type { Container } from "dockerode";
import { demultiplexed } from "./logs.ts";

/** Runs a command in a container and returns what it wrote to both streams. */
export const outputOf = async (
  container: Container,
  command: readonly string[],
): Promise<string> => {
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdout: true,
    AttachStderr: true,
  });
  return demultiplexed(await buffer(await exec.start({})));
};
