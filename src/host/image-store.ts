import type Docker from "dockerode";
import { followed } from "../docker/follow.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";

/** Follows a build, pull, push or import to its end, telling its steps. Throws with the engine's own words. */
export const streamed = (
  engine: Docker,
  stream: NodeJS.ReadableStream,
  tell: Listener,
  what: string,
): Promise<void> =>
  followed(engine, stream, ({ stream: text }) => {
    const detail = text?.trim();
    if (detail?.startsWith("Step ")) tell({ type: "went-on", what, detail });
  }).catch((cause: Error) => {
    throw new SwarmspecError(`could not ${what}: ${cause.message}`, { cause });
  });
