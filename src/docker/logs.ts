import type { Container } from "dockerode";

/** The last lines that a container wrote to both of its streams. */
export const lastLines = async (container: Container, count: number): Promise<string> =>
  demultiplexed(await container.logs({ stdout: true, stderr: true, tail: count })).trim();

/** Engines send both streams in frames: a byte for the stream, three of nothing, four for the length. */
export const demultiplexed = (frames: Buffer): string => {
  const lines: string[] = [];
  for (let at = 0; at + 8 <= frames.length; ) {
    const length = frames.readUInt32BE(at + 4);
    lines.push(frames.toString("utf8", at + 8, at + 8 + length));
    at += 8 + length;
  }
  return lines.join("");
};
