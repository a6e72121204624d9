import type { Progress } from "../model/progress.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";

/**
 * Nodes of these whose role is written and not yet theirs: a swarm takes a new manager in, and lets a former one go, a
 * moment after its role was changed.
 */
export const progressOfRoles = (
  { nodes }: Pick<ClusterSpec, "nodes">,
  seen: Snapshot,
  written: ReadonlySet<string>,
): Progress[] =>
  nodes
    .filter(({ name }) => written.has(name))
    .flatMap(({ name, role }) => {
      const node = seen.nodes.find((one) => one.name === name && one.state === "ready");
      const isManager = node?.managerAddress !== undefined;
      // A dead one that is a manager no more has nothing to let go.
      if (isManager === (role === "manager")) return [];
      const detail = role === "manager" ? "is no manager yet" : "is still a manager";
      return [{ state: "waiting", service: name, detail }];
    });
