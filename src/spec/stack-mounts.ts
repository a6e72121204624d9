import type { BadInput } from "../model/errors.ts";
import type { Mount, VolumeOptions } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import { defined } from "./defined.ts";
import type { WrittenMount } from "./stack-file.ts";
import type { LoadedVolume } from "./stack-loaded.ts";
import { ownName, type Scope } from "./stack-scope.ts";

/** The mounts of one service, with full volume names. (docker/cli cli/compose/convert/volume.go) */
export const mountsOf = (service: string, scope: Scope): Mount[] =>
  (scope.file.services[service]?.volumes ?? []).map((mount) => mountOf(mount, scope));

const mountOf = (mount: Placed<WrittenMount>, scope: Scope): Mount => {
  const { type, source = "", target, read_only: readOnly = false, consistency } = mount.value;
  refuseOptions(mount);
  const common = { target, readOnly, ...defined({ consistency: consistency || undefined }) };
  switch (type) {
    case "tmpfs":
      if (source !== "") throw bad(mount, "a tmpfs mount cannot have a source");
      return { type, ...common, ...defined({ tmpfs: tmpfsOf(mount.value) }) };
    case "bind":
    case "npipe":
      if (source === "") throw bad(mount, `a ${type} mount must have a source`);
      return { type, source, ...common, ...defined({ bind: bindOf(mount.value) }) };
    case "cluster":
      if (source === "") throw bad(mount, "a cluster mount must have a source");
      return { type, source: clusterSource(source, mount, scope), ...common };
    default:
      if (source === "") return { type: "volume", ...common };
      return { type: "volume", ...common, ...volumeOf(source, mount, scope) };
  }
};

const tmpfsOf = ({ tmpfs }: WrittenMount) => tmpfs && defined({ size: tmpfs.size });

const bindOf = ({ bind }: WrittenMount) => bind && defined({ propagation: bind.propagation });

/** Which options a mount may have beside its own kind's: none. */
const refuseOptions = (mount: Placed<WrittenMount>): void => {
  const { type } = mount.value;
  const own = type === "npipe" ? "bind" : type;
  const odd = (["bind", "volume", "tmpfs", "cluster"] as const).find(
    (kind) => kind !== own && mount.value[kind] !== undefined,
  );
  if (odd !== undefined) throw bad(mount, `${odd} options do not go with type ${type}`);
};

const bad = ({ place }: Placed<WrittenMount>, problem: string, hint?: string): BadInput =>
  badInput(problem, place, { hint });

/** A group of cluster volumes is nobody's own. */
const clusterSource = (source: string, mount: Placed<WrittenMount>, scope: Scope): string =>
  source.startsWith("group:")
    ? source
    : (declared(source, mount, scope).name ?? ownName(scope, source));

const declared = (source: string, mount: Placed<WrittenMount>, scope: Scope): LoadedVolume => {
  const volume = scope.file.volumes[source];
  if (volume !== undefined) return volume;
  const hint = `declare ${source} under volumes, or write ./${source} for a folder`;
  throw bad(mount, `no such entry under volumes: ${source}`, hint);
};

const volumeOf = (source: string, mount: Placed<WrittenMount>, scope: Scope) => {
  const volume = declared(source, mount, scope);
  const { nocopy, subpath } = mount.value.volume ?? {};
  const options = defined({ noCopy: nocopy, subpath });
  return {
    source: volume.name ?? ownName(scope, source),
    volume: volume.external ? options : { ...options, ...ownVolume(volume) },
  };
};

/** Labels, if only an empty map of them, say that the stack makes the volume itself. */
const ownVolume = ({ driver, driverOptions, labels = {} }: LoadedVolume): VolumeOptions => ({
  labels,
  ...((driver !== undefined || driverOptions !== undefined) && {
    driver: { name: driver ?? "", ...defined({ options: driverOptions }) },
  }),
});
