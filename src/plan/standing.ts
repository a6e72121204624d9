import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { Mode } from "../model/spec.ts";
import { wantedNodes } from "./placement.ts";
import { runs, viewOf } from "./view.ts";

/** How one service of a swarm stands, counted on ready nodes only. */
export interface Standing {
  readonly name: string;
  readonly mode: Mode["kind"];
  readonly wanted: number;
  readonly running: number;
  readonly image: string;
}

/** Every service of a swarm, whoever declared it, by name. */
export const standings = (seen: Snapshot): readonly Standing[] =>
  seen.services
    .map((service) => standing(service, seen))
    .toSorted((a, b) => a.name.localeCompare(b.name));

const standing = (service: SeenService, seen: Snapshot): Standing => {
  const { name, mode, image } = service.spec;
  const view = viewOf(service.spec, service, seen);
  return {
    name,
    mode: mode.kind,
    wanted: mode.kind === "replicated" ? mode.replicas : wantedNodes(view).length,
    running: view.tasks.filter((task) => runs(task, view)).length,
    image,
  };
};
