import { buffer } from "node:stream/consumers";
import type { Container } from "dockerode";
import { demultiplexed } from "./logs.ts";

/** How a command in a container ended, and what it wrote to both streams. */
export interface Ended {
  readonly code: number;
  readonly wrote: string;
}

/** Runs a command in a container to its end; variables are added to the container's own. */
export const ranIn = async (
  container: Container,
  command: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const exec = await container.exec({
    Cmd: [...command],
    Env: Object.entries(variables).map((pair) => pair.join("=")),
    AttachStdout: true,
    AttachStderr: true,
  });
  const wrote = demultiplexed(await buffer(await exec.start({})));
  // The engine tells the code when the streams are closed; where it does not, the command did not end well.
  const { ExitCode } = await exec.inspect();
  return { code: ExitCode ?? -1, wrote };
};

/** What a command in a container wrote to both streams, however it ended. */
export const outputOf = async (container: Container, command: readonly string[]): Promise<string> =>
  (await ranIn(container, command)).wrote;
