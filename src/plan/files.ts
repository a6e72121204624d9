import type { Change } from "../model/change.ts";
import type { SeenFile } from "../model/snapshot.ts";
import type { FileSpec } from "../model/spec.ts";
import { notOurs, ownedBy } from "./owned.ts";

/** Configs or secrets, which are handled alike. */
export interface Files {
  readonly kind: "config" | "secret";
  readonly cluster: string;
  readonly wanted: readonly FileSpec[];
  readonly seen: readonly SeenFile[];
}

/** Files that are missing; their names hash their content, so one that is there is right. */
export const fileChanges = ({ kind, cluster, wanted, seen }: Files): Change[] =>
  wanted.flatMap((spec) => {
    const there = seen.find((file) => file.name === spec.name);
    if (there === undefined)
      return [
        { action: "create", kind, name: spec.name, spec, reason: "not in the swarm", fields: [] },
      ];
    if (ownedBy(cluster)(there)) return [];
    throw notOurs(`${kind} ${spec.name}`, there);
  });

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
