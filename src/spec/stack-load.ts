import { defined } from "./defined.ts";
import type { WrittenFile, WrittenNetwork, WrittenVolume } from "./stack-file.ts";
import { loadedService } from "./stack-load-service.ts";
import type { LoadedFile, LoadedNetwork, LoadedStack, LoadedVolume } from "./stack-loaded.ts";
import { badKey, type Reading } from "./stack-scope.ts";
import { labelsOf } from "./stack-values.ts";
import type { Path } from "./yaml-source.ts";

/** A stack file with every key in its one form, as the docker CLI loads it; throws BadInput. */
export const loadedStack = (reading: Reading): LoadedStack => {
  const { services = {}, networks = {}, volumes = {}, configs = {}, secrets = {} } = reading.file;
  return {
    services: each(services, (written, name) => loadedService(name, written, reading)),
    networks: each(networks, (written, key) => network(written, ["networks", key], reading)),
    volumes: each(volumes, (written, key) => volume(written, ["volumes", key], reading)),
    configs: each(configs, (written, key) => file(written, ["configs", key], reading)),
    secrets: each(secrets, (written, key) => file(written, ["secrets", key], reading)),
  };
};

const each = <From, To>(
  entries: Readonly<Record<string, From>>,
  change: (entry: From, key: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, change(entry, key)]));

const network = (written: WrittenNetwork | null, at: Path, reading: Reading): LoadedNetwork => {
  const { ipam, internal, attachable, ...common } = written ?? {};
  const subnets = (ipam?.config ?? []).flatMap(({ subnet }) => subnet ?? []);
  const named = ipam?.driver !== undefined || subnets.length > 0;
  return {
    ...shared(common, at, reading),
    ...defined({
      ipam: named ? { ...defined({ driver: ipam?.driver }), subnets } : undefined,
      internal,
      attachable,
    }),
  };
};

const volume = (written: WrittenVolume | null, at: Path, reading: Reading): LoadedVolume => {
  const { driver, driver_opts: options = {}, labels = {}, external = false } = written ?? {};
  const extra = { driver, driver_opts: Object.keys(options)[0], labels: Object.keys(labels)[0] };
  const [key] = Object.keys(defined(extra));
  if (external !== false && key !== undefined)
    throw badKey(reading, [...at, key], {
      problem: `an external volume cannot have ${key}`,
      hint: `remove ${key}, or external`,
    });
  return shared(written ?? {}, at, reading);
};

const file = (written: WrittenFile, at: Path, reading: Reading): LoadedFile => ({
  ...shared(written, at, reading),
  ...defined({
    file: written.file,
    content: written.content,
    templateDriver: written.template_driver,
  }),
});

const shared = (
  written: Pick<WrittenFile, "name" | "external" | "labels" | "driver" | "driver_opts">,
  at: Path,
  reading: Reading,
) => ({
  external: written.external !== undefined && written.external !== false,
  ...defined({
    name: nameOf(written, at, reading) || undefined,
    labels: labelsOf(written.labels),
    driver: written.driver,
    driverOptions: labelsOf(written.driver_opts),
  }),
});

/** The name of an external object may stand under `external` too, as in older files. */
const nameOf = (
  { name, external = false }: Pick<WrittenFile, "name" | "external">,
  at: Path,
  reading: Reading,
): string | undefined => {
  if (external === false) return name;
  const older = external === true ? undefined : external.name;
  if (older !== undefined && name !== undefined)
    throw badKey(reading, at, {
      problem: "external.name and name conflict",
      hint: "only use name",
    });
  return older || name || String(at.at(-1));
};
