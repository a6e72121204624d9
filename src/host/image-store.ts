import type Docker from "dockerode";
import { followed, type StreamLine } from "../docker/follow.ts";
import { isFull } from "../docker/refusal.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";

/**
 * Follows a build, pull, push or import to its end, telling its steps. Resolves to what it came to, where the engine
 * says so: a push has a digest. Throws with the engine's own words.
 */
export const streamed = async (
  engine: Docker,
  stream: NodeJS.ReadableStream,
  tell: Listener,
  what: string,
): Promise<NonNullable<StreamLine["aux"]>> => {
  let came: StreamLine["aux"];
  await followed(engine, stream, ({ stream: text, aux }) => {
    const detail = text?.trim();
    if (detail?.startsWith("Step ")) tell({ type: "went-on", what, detail });
    came = aux ?? came;
  }).catch((cause: Error) => {
    const hint = isFull(cause.message)
      ? "the disk of the engine on this machine is full: docker system df says of what"
      : undefined;
    throw new SwarmspecError(`could not ${what}: ${cause.message}`, {
      cause,
      ...(hint !== undefined && { hint }),
    });
  });
  return came ?? {};
};
