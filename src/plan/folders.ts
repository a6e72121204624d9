import type { Plan } from "../model/change.ts";
import type { Mount, StorageSpec } from "../model/spec.ts";
import { changesOf } from "./diff.ts";

/** The folders below the shared storage that the services of a plan mount, each once. */
export const foldersFor = (plan: Plan, storage: StorageSpec | undefined): readonly string[] => {
  if (storage === undefined) return [];
  const sources = changesOf(plan).flatMap((change) =>
    change.kind === "service" && change.action !== "remove"
      ? change.spec.mounts.flatMap(foldersOf)
      : [],
  );
  return [...new Set(sources)].filter((source) => source.startsWith(`${storage.path}/`));
};

/** The source of a bind mount, or the device of a volume that is no more than one. */
const foldersOf = ({ type, source, volume }: Mount): readonly string[] => {
  if (type === "bind") return source === undefined ? [] : [source];
  const { o = "", device } = volume?.driver?.options ?? {};
  return device !== undefined && o.split(",").includes("bind") ? [device] : [];
};
