import { badInput } from "./bad-input.ts";
import type { YamlSource } from "./yaml-source.ts";

/** Throws BadInput at a key of a service that `docker stack deploy` refuses by name, with its advice. */
export const refuseForbidden = ({ data, placeOf }: YamlSource): void => {
  const { services } = Object(data) as { readonly services?: unknown };
  for (const [service, written] of Object.entries(Object(services) as object)) {
    const key = Object.keys(Object(written) as object).find((one) => Object.hasOwn(advice, one));
    if (key === undefined) continue;
    throw badInput(
      "docker stack deploy does not support this key",
      placeOf(["services", service, key]),
      { hint: advice[key] },
    );
  }
};

const inResources = "Set resource limits using deploy.resources";

/** The keys and the CLI's own words. (docker/cli cli/compose/types ForbiddenProperties) */
const advice: Readonly<Record<string, string>> = {
  extends: "Support for `extends` is not implemented yet.",
  volume_driver:
    "Instead of setting the volume driver on the service, define a volume using the top-level `volumes` option and specify the driver there.",
  volumes_from:
    "To share a volume between services, define it using the top-level `volumes` option and reference it from each service that shares it using the service-level `volumes` option.",
  cpu_quota: inResources,
  cpu_shares: inResources,
  cpuset: inResources,
  mem_limit: inResources,
  memswap_limit: inResources,
};
