import { oneLine } from "../model/line.ts";
import type { Lookup } from "./interpolate.ts";
import { oddValues } from "./stack-odd.ts";
import type { StackSource } from "./stack-source.ts";

/**
 * What `docker stack deploy` ignores of a file, in its own words where it says so, or takes otherwise
 * than its author can have meant: a sentence each, beginning with the file. (docker/cli cli/compose/types)
 */
export const stackWarnings = (source: StackSource, lookup: Lookup): string[] => [
  ...ignored(source),
  ...oddValues(source, lookup).map(({ path, problem }) => {
    const { file, line, column } = source.placeOf(path);
    return oneLine(`${[file, line, column].join(":")}: ${path.join(".")}: ${problem}`);
  }),
];

const ignored = ({ file, shown }: StackSource): string[] => {
  const services = Object.values(file.services ?? {});
  const used = (keys: readonly string[]) =>
    keys.filter((key) => services.some((service) => Object.hasOwn(service, key)));
  const [loud, old, quiet] = [used(unsupported), used(Object.keys(deprecated)), used(unread)];
  const advice = old.map((key) => `${key}: ${deprecated[key]}`).join("\n\n");
  return [
    ...(loud.length > 0 ? [`Ignoring unsupported options: ${loud.join(", ")}`] : []),
    ...(old.length > 0 ? [`Ignoring deprecated options:\n\n${advice}`] : []),
    ...(quiet.length > 0
      ? [`Ignoring ${quiet.join(", ")}: docker stack deploy does so too, and does not say it`]
      : []),
  ].map((words) => `${oneLine(shown)}: ${words}`);
};

/** In the order of the CLI, which is that of the alphabet; oom_score_adj it takes from API 1.46 on. */
const unsupported = [
  ...["build", "cgroup_parent", "cgroupns_mode", "devices", "domainname", "external_links"],
  ...["ipc", "links", "mac_address", "network_mode", "oom_score_adj", "pid", "privileged"],
  ...["restart", "security_opt", "shm_size", "userns_mode"],
];

const unread = ["depends_on", "tmpfs"];

const deprecated: Readonly<Record<string, string>> = {
  container_name: "Setting the container name is not supported.",
  expose:
    "Exposing ports is unnecessary - services on the same network can access each other's containers on any port.",
};
