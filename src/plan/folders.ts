import type { Plan } from "../model/change.ts";
import type { StorageSpec } from "../model/spec.ts";
import { changesOf } from "./diff.ts";

/** The folders below the shared storage that the services of a plan mount, each once. */
export const foldersFor = (plan: Plan, storage: StorageSpec | undefined): readonly string[] => {
  if (storage === undefined) return [];
  const sources = changesOf(plan).flatMap((change) =>
    change.kind === "service" && change.action !== "remove"
      ? change.spec.mounts.flatMap(({ type, source }) => (type === "bind" && source ? source : []))
      : [],
  );
  return [...new Set(sources)].filter((source) => source.startsWith(`${storage.path}/`));
};
