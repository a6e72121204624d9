import type Docker from "dockerode";
import type { Change } from "../model/change.ts";
import { NotConverged, Unreachable } from "../model/errors.ts";
import { gone } from "./gone.ts";
import { wordsOf } from "./refusal.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Writing } from "./writing.ts";

type Reach = Pick<Writing, "nodes">;

/**
 * Sees that every node answers where a volume is to be made anew, before its services are stopped for it.
 * Throws NotConverged where nodes cannot be reached at all, and Unreachable where one is silent.
 */
export const readyForVolumes = async (
  changes: readonly Change[],
  { nodes }: Reach,
): Promise<void> => {
  const volume = changes.find(({ kind }) => kind === "volume");
  if (volume === undefined) return;
  try {
    await Promise.all((await reached(volume.name, nodes)).map((engine) => engine.ping()));
  } catch (cause) {
    if (cause instanceof NotConverged) throw cause;
    throw new Unreachable(
      `volume ${volume.name} has to be removed on every node, and not all answer: ${wordsOf(cause)}`,
      { cause, hint: "start the node, and apply again" },
    );
  }
};

/** Takes the volume away from every node. Throws the engine's refusal where a container still uses it. */
export const removeVolume = async (name: string, { nodes }: Reach): Promise<void> => {
  const engines = await reached(name, nodes);
  await sideBySide(engines.map((engine) => gone(engine.getVolume(name).remove())));
};

const reached = async (name: string, nodes: Reach["nodes"]): Promise<readonly Docker[]> => {
  if (nodes !== undefined) return nodes();
  throw new NotConverged(`volume ${name} has to be removed on every node, and none is known here`, {
    hint: "give the volume another name, or remove its services and the volume by hand",
  });
};
