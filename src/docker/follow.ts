import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type Docker from "dockerode";
import { read } from "../model/read.ts";

/** One line of what an engine says of a build, pull, push or import. */
export interface StreamLine {
  readonly stream?: string;
  readonly error?: string;
  /** What a push came to. */
  readonly aux?: { readonly Digest?: string };
}

/**
 * Follows a build, pull, push or import to its end. Rejects with the engine's own words if it failed:
 * the HTTP answer is 200 all the same, and dockerode takes the line with the error for any other.
 */
export const followed = (
  engine: Docker,
  stream: NodeJS.ReadableStream,
  onLine: (line: StreamLine) => void = () => {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const finished = (error: Error | null): void => {
      const reason = error ?? failure;
      if (reason === undefined) resolve();
      else reject(reason);
    };
    const lines = Readable.from(checkedLines(stream));
    engine.modem.followProgress(lines, finished, (line: StreamLine) => {
      if (line.error !== undefined) failure = new Error(line.error);
      else onLine(line);
    });
  });

/** docker-modem parses lines in a listener, where what it throws ends the process, and leaves out a last half one. */
async function* checkedLines(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const bytes of stream) {
    const lines = `${rest}${decoder.write(bytes as Buffer)}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield checked(line);
  }
  yield checked(rest);
}

const checked = (line: string): string => {
  if (line.trim() === "") return "\n";
  const said = read<unknown>(line);
  if (typeof said === "object" && said !== null) return `${line}\n`;
  throw new Error(`the engine said what is no JSON: ${line.slice(0, longest)}`);
};

const longest = 200;
