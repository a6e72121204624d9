import type Docker from "dockerode";

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
    engine.modem.followProgress(stream, finished, (line: StreamLine) => {
      if (line.error !== undefined) failure = new Error(line.error);
      else onLine(line);
    });
  });
