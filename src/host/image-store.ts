import type Docker from "dockerode";
import type { Listener } from "../model/event.ts";

/** Whether the engine has an image by this reference. */
export const hasImage = (engine: Docker, reference: string): Promise<boolean> =>
  engine
    .getImage(reference)
    .inspect()
    .then(
      () => true,
      (error: { statusCode?: number }) => {
        if (error.statusCode === 404) return false;
        throw error;
      },
    );

interface ProgressLine {
  readonly stream?: string;
  readonly error?: string;
}

/** Follows a build, pull, push or import to its end, telling its steps. Throws with the engine's own words. */
export const streamed = (
  engine: Docker,
  stream: NodeJS.ReadableStream,
  tell: Listener,
  what: string,
): Promise<void> =>
  new Promise((resolve, reject) => {
    engine.modem.followProgress(
      stream,
      (error) => (error ? reject(error) : resolve()),
      (line: ProgressLine) => {
        const detail = line.stream?.trim();
        if (detail?.startsWith("Step ")) tell({ type: "went-on", what, detail });
      },
    );
  });
