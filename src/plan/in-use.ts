import type { Change } from "../model/change.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";

/** Names of networks, configs and secrets that must outlive the writes to services. */
export interface InUse {
  readonly networks: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** What services refer to once the changes are made: as they are, as they were, as they will be. */
export const inUseAfter = (changes: readonly Change[], seen: Snapshot): InUse => {
  const left = seen.services.flatMap((service) => outliving(service, changes));
  const written = changes.flatMap((change) =>
    change.kind === "service" && change.action !== "remove" ? [referencesOf(change.spec)] : [],
  );
  const all = [...left, ...written];
  return {
    networks: new Set(all.flatMap(({ networks }) => networks)),
    files: new Set(all.flatMap(({ files }) => files)),
  };
};

interface References {
  readonly networks: readonly string[];
  readonly files: readonly string[];
}

/** An update makes what is there now the target of a rollback, in place of the former one. */
const outliving = (service: SeenService, changes: readonly Change[]): References[] => {
  const change = changes.find((each) => each.kind === "service" && each.name === service.spec.name);
  switch (change?.action) {
    case "remove":
    case "replace":
      return [];
    case "update":
      return [referencesOf(service.spec)];
    default:
      return [referencesOf(service.spec), { networks: [], files: service.previousFiles }];
  }
};

const referencesOf = (spec: ServiceSpec): References => ({
  networks: spec.networks.map(({ network }) => network),
  files: [...spec.configs, ...spec.secrets].map(({ name }) => name),
});
