import { resolve } from "node:path";
import type { Mount } from "../model/spec.ts";
import { defined } from "./defined.ts";
import { shortMount } from "./short-mount.ts";
import { badKey, ownName, type Scope } from "./stack-scope.ts";

/** The mounts of one service, with full volume names and absolute paths. */
export const mountsOf = (service: string, scope: Scope): Mount[] =>
  (scope.file.services[service]?.volumes ?? []).map((entry, index) => {
    const written = typeof entry === "string" ? shortMount(entry) : entry;
    const at = ["services", service, "volumes", index];
    if (written === undefined) throw badKey(scope, at, { problem: "must be SOURCE:/TARGET" });
    const { type, source, target, read_only: readOnly = false } = written;
    if (type === "bind" && source === undefined)
      throw badKey(scope, at, { problem: "a bind mount must have a source" });
    return defined({
      type,
      source: source && sourceOf(source, { type, at, scope }),
      target,
      readOnly,
    });
  });

interface Use {
  readonly type: Mount["type"];
  readonly at: readonly (string | number)[];
  readonly scope: Scope;
}

const sourceOf = (source: string, { type, at, scope }: Use): string => {
  if (type !== "volume") return resolve(scope.folder, source);
  const { volumes = {} } = scope.file;
  if (!Object.hasOwn(volumes, source))
    throw badKey(scope, at, {
      problem: `no such entry under volumes: ${source}`,
      hint: `declare ${source} under volumes, or write ./${source} for a folder`,
    });
  const written = volumes[source];
  return written?.name ?? (written?.external === true ? source : ownName(scope, source));
};
