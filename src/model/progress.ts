import type { Id } from "./units.ts";

/** How far one service is from what it is meant to be. */
export type Progress =
  | { readonly state: "settled"; readonly service: string; readonly detail: string }
  | { readonly state: "waiting"; readonly service: string; readonly detail: string }
  | {
      readonly state: "failed";
      readonly service: string;
      /** One line with the cause, naming the node where there is one. */
      readonly detail: string;
      /** The task whose last log lines tell more. */
      readonly task?: Id<"task">;
      /** Whether the swarm is trying once more. */
      readonly again?: true;
    };
