import type { Change } from "../model/change.ts";
import type { SeenFile } from "../model/snapshot.ts";
import type { FileSpec } from "../model/spec.ts";
import { byName } from "./by-name.ts";
import { notOurs, ownedBy } from "./owned.ts";

/** Configs or secrets, which are handled alike. */
export interface Files {
  readonly kind: "config" | "secret";
  readonly cluster: string;
  readonly wanted: readonly FileSpec[];
  readonly seen: readonly SeenFile[];
}

/** Files that are missing; their names hash their content, so one that is there is right. */
export const fileChanges = ({ kind, cluster, wanted, seen }: Files): Change[] => {
  const there = byName(seen, ({ name }) => name);
  return wanted.flatMap((spec): Change[] => {
    const { name } = spec;
    const file = there.get(name);
    if (file === undefined)
      return [{ action: "create", kind, name, spec, reason: "not in the swarm", fields: [] }];
    if (ownedBy(cluster)(file)) return [];
    throw notOurs(`${kind} ${name}`, file);
  });
};

/** Our files that are no longer declared and that neither a service nor its rollback target needs. */
export const fileRemovals = (files: Files, inUse: ReadonlySet<string>): Change[] => {
  const declared = new Set(files.wanted.map(({ name }) => name));
  return files.seen
    .filter(ownedBy(files.cluster))
    .filter(({ name }) => !declared.has(name) && !inUse.has(name))
    .map((seen) => ({
      action: "remove",
      kind: files.kind,
      name: seen.name,
      seen,
      reason: "no longer declared",
      fields: [],
    }));
};
