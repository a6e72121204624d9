import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { Mode } from "../model/spec.ts";
import { wantedNodes } from "./placement.ts";
import { type Indexed, indexed, isJob, isMet, runs, type View, viewOf } from "./view.ts";

/** How one service of a swarm stands, counted on ready nodes only. */
export interface Standing {
  readonly name: string;
  readonly mode: Mode["kind"];
  readonly wanted: number;
  /** Of a job, how many have completed. */
  readonly running: number;
  readonly image: string;
}

/** Every service of a swarm, whoever declared it, by name. */
export const standings = (seen: Snapshot): readonly Standing[] => {
  const swarm = indexed(seen);
  return seen.services
    .map((service) => standing(service, swarm))
    .toSorted((a, b) => a.name.localeCompare(b.name));
};

const standing = (service: SeenService, swarm: Indexed): Standing => {
  const { name, mode, image } = service.spec;
  const view = viewOf(service.spec, service, swarm);
  return { name, mode: mode.kind, wanted: wanted(view), running: done(view), image };
};

const wanted = (view: View): number => {
  const { mode } = view.spec;
  switch (mode.kind) {
    case "replicated":
      return mode.replicas;
    case "replicated-job":
      return mode.completions;
    case "global":
    case "global-job":
      return wantedNodes(view).length;
  }
};

const done = (view: View): number =>
  isJob(view.spec)
    ? view.places.filter((place) => isMet(place, view)).length
    : view.tasks.filter((task) => runs(task, view)).length;
