import type { ProxySpec } from "../model/spec.ts";
import type { Draft } from "./draft.ts";
import type { Stack } from "./stack.ts";

/** All parts of a cluster before they are one, with the places that messages need. */
export interface Composed {
  readonly draft: Draft;
  readonly stacks: readonly Stack[];
  readonly proxy: ProxySpec | undefined;
}
