import type { ClusterSpec, NodeSpec, RegistrySpec } from "../model/spec.ts";
import type { Context, Placed } from "./context.ts";
import { defined } from "./defined.ts";
import { type Draft, emptyDraft, type StackDraft } from "./draft.ts";
import { variablesFrom } from "./env-phrases.ts";
import { finish } from "./finish.ts";

/** What stack files do not say of their cluster. */
export interface BareWish {
  /** Of the swarm and of its one stack. */
  readonly name: string;
  readonly managers: number;
  readonly registry?: RegistrySpec;
  readonly envFiles?: readonly string[];
}

/**
 * A cluster that runs these stack files, merged, as its one stack: managers only, the networks that the
 * files want from outside, and /srv as shared storage. Paths are from the working directory. Throws BadInput.
 */
export const clusterOfStackFiles = (
  paths: readonly string[],
  wish: BareWish,
  context: Context,
): ClusterSpec => {
  return finish(draftOf(paths, wish, context), context);
};

const draftOf = (paths: readonly string[], wish: BareWish, context: Context): Draft => {
  const { name, managers, registry, envFiles = [] } = wish;
  const stack: StackDraft = { name, files: paths, variables: {} };
  const read = envFiles.map((file) => variablesFrom(file, undefined, context));
  return {
    ...emptyDraft,
    swarm: nowhere(name),
    ...defined({ registry: registry && nowhere(registry) }),
    nodes: Array.from({ length: managers }, (_, index) => nowhere(managerOf(index + 1))),
    stacks: [nowhere(stack)],
    variables: Object.assign({}, ...read),
    storage: nowhere({ path: "/srv" }),
    externals: "made",
  };
};

const managerOf = (number: number): NodeSpec => ({
  name: `node-${String(number).padStart(2, "0")}`,
  role: "manager",
});

/** No feature says it. */
const nowhere = <Value>(value: Value): Placed<Value> => ({ value, place: undefined });
