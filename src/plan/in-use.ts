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
  const written = changes.flatMap((change) => (change.kind === "service" ? [change] : []));
  const fates = new Map(written.map(({ name, action }) => [name, action]));
  const left = seen.services.flatMap((service) => outliving(service, fates.get(service.spec.name)));
  const coming = written.flatMap((change) =>
    change.action === "remove" ? [] : [referencesOf(change.spec)],
  );
  const all = [...left, ...coming];
  return {
    networks: new Set(all.flatMap(({ networks }) => networks)),
    files: new Set(all.flatMap(({ files }) => files)),
  };
};

interface References {
  readonly networks: readonly string[];
  readonly files: readonly string[];
}

/**
 * An update makes what is there now the target of a rollback, in place of the former one. Its
 * networks go nevertheless: the engine keeps them as long as a task is attached.
 */
const outliving = (service: SeenService, fate: Change["action"] | undefined): References[] => {
  switch (fate) {
    // A service that is there and is created was removed before.
    case "create":
    case "remove":
    case "replace":
      return [];
    case "update":
      return [{ ...referencesOf(service.spec), networks: [] }];
    case undefined:
      return [referencesOf(service.spec), { networks: [], files: service.previousFiles }];
  }
};

const referencesOf = (spec: ServiceSpec): References => ({
  networks: spec.networks.map(({ network }) => network),
  files: [
    ...[...spec.configs, ...spec.secrets].map(({ name }) => name),
    ...(spec.credential?.kind === "config" ? [spec.credential.name] : []),
  ],
});
