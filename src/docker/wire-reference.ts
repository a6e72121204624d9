import { SwarmspecError } from "../model/errors.ts";
import type { CredentialSpec, FileReference, ServiceSpec } from "../model/spec.ts";
import type {
  WireConfigReference,
  WireContainerSpec,
  WireCredential,
  WireFile,
  WireSecretReference,
} from "./wire-container-types.ts";
import { sortedBy } from "./wire-sorted.ts";

/** The swarm's ids of what services refer to by name. */
export interface Ids {
  readonly networks: ReadonlyMap<string, string>;
  readonly configs: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
}

/** Networks that every engine has, of which the swarm tells no id: it takes them by their name. */
const predefined = new Set(["host", "bridge", "none"]);

/** The id of a network, or the name of one that every engine has. */
export const networkTarget = (ids: Ids, name: string, spec: ServiceSpec): string =>
  predefined.has(name) && !ids.networks.has(name) ? name : idOf(ids.networks, name, spec);

/** References to configs, also to one that only the engine reads as the credential. */
export const toWireConfigs = (spec: ServiceSpec, { configs }: Ids): WireConfigReference[] => {
  const refer = (name: string) => ({ ConfigID: idOf(configs, name, spec), ConfigName: name });
  const all = [
    ...spec.configs.map((file) => ({ ...refer(file.name), File: toWireFile(file) })),
    ...(spec.credential?.kind === "config"
      ? [{ ...refer(spec.credential.name), Runtime: {} }]
      : []),
  ];
  return [...sortedBy(all, ({ ConfigName }) => withoutHash(ConfigName))];
};

/** References to secrets. */
export const toWireSecrets = (spec: ServiceSpec, { secrets }: Ids): WireSecretReference[] => {
  const all = spec.secrets.map((file) => ({
    SecretID: idOf(secrets, file.name, spec),
    SecretName: file.name,
    File: toWireFile(file),
  }));
  return [...sortedBy(all, ({ SecretName }) => withoutHash(SecretName))];
};

/** Docker sorts by names that have no hash. */
const withoutHash = (name: string): string => name.replace(/_[0-9a-f]{10}$/, "");

/** A credential for the engine, which wants a config's id. */
export const toWireCredential = (spec: ServiceSpec, { configs }: Ids): WireCredential | null => {
  const { credential } = spec;
  switch (credential?.kind) {
    case "config":
      return { Config: idOf(configs, credential.name, spec) };
    case "file":
      return { File: credential.file };
    case "registry":
      return { Registry: credential.registry };
    case undefined:
      return null;
  }
};

/** The id of what a service refers to; throws where the swarm has none, for no task could start. */
const idOf = (ids: ReadonlyMap<string, string>, name: string, spec: ServiceSpec): string => {
  const found = ids.get(name);
  if (found !== undefined) return found;
  throw new SwarmspecError(`service ${spec.name} refers to ${name}, which is not in the swarm`, {
    hint: "declare it, or create it before the service",
  });
};

const toWireFile = (file: FileReference): WireFile => ({
  Name: file.target,
  UID: file.uid,
  GID: file.gid,
  Mode: file.mode,
});

/** Configs that tasks see as files. */
export const fromWireConfigs = ({ Configs = [] }: WireContainerSpec): FileReference[] =>
  Configs.filter(({ Runtime }) => Runtime === undefined).map(({ ConfigName, File }) =>
    fromWireReference(ConfigName, File),
  );

/** Secrets that tasks see as files. */
export const fromWireSecrets = ({ Secrets = [] }: WireContainerSpec): FileReference[] =>
  Secrets.map(({ SecretName, File }) => fromWireReference(SecretName, File));

const fromWireReference = (name = "", file: WireFile = {}): FileReference => ({
  name,
  target: file.Name ?? name,
  uid: file.UID ?? "0",
  gid: file.GID ?? "0",
  mode: file.Mode ?? 0,
});

/** Where a credential comes from; a config that is not among the service's references keeps its id. */
export const fromWireCredential = (wire: WireContainerSpec): CredentialSpec | undefined => {
  const { Config, File, Registry } = wire.Privileges?.CredentialSpec ?? {};
  if (Config) {
    const name = wire.Configs?.find(({ ConfigID }) => ConfigID === Config)?.ConfigName;
    return { kind: "config", name: name ?? Config };
  }
  if (File) return { kind: "file", file: File };
  return Registry ? { kind: "registry", registry: Registry } : undefined;
};
