import type { Container } from "dockerode";

/** The last lines that a container wrote to both of its streams. */
export const lastLines = async (container: Container, count: number): Promise<string> =>
  demultiplexed(await container.logs({ stdout: true, stderr: true, tail: count })).trim();

/** Engines send both streams in frames: a byte for the stream, three of nothing, four for the length. */
export const demultiplexed = (frames: Buffer): string => {
  const contents: Buffer[] = [];
  for (let at = 0; at + 8 <= frames.length; ) {
    const length = frames.readUInt32BE(at + 4);
    contents.push(frames.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  // Joined before it is decoded: a frame may end within a letter.
  return Buffer.concat(contents).toString("utf8");
};

/** What a terminal wrote: the engine sends it as it is, in no frames. Its line ends are the terminal's own. */
export const fromTerminal = (bytes: Buffer): string =>
  bytes.toString("utf8").replaceAll("\r\n", "\n");
