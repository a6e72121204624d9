import type Docker from "dockerode";
import type { Snapshot } from "../model/snapshot.ts";
import type { RegistryUser } from "./image.ts";

/** What a plan is written with. */
export interface Writing {
  readonly manager: Docker;
  readonly cluster: string;
  /** What the plan was made from; its versions guard against writes by others since. */
  readonly seen: Snapshot;
  /** The engines of all nodes, for what a manager cannot do for them. */
  readonly nodes?: (() => Promise<readonly Docker[]>) | undefined;
  /** Who pulls a service's image; whom the swarm remembers unless told. */
  readonly login?: ((image: string) => Promise<RegistryUser | undefined>) | undefined;
}

/** The ids by name, to which come those of what is made. */
export interface WritableIds {
  readonly networks: Map<string, string>;
  readonly configs: Map<string, string>;
  readonly secrets: Map<string, string>;
}
