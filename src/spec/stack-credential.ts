import type { CredentialSpec } from "../model/spec.ts";
import { entryAt, type StackEntries } from "./stack-files.ts";
import { badKey, type Scope } from "./stack-scope.ts";

/** Where the credential of a Windows service comes from. */
export const credentialOf = (
  service: string,
  { scope, configs }: { readonly scope: Scope; readonly configs: StackEntries },
): CredentialSpec | undefined => {
  const at = ["services", service, "credential_spec"];
  const { config, file, registry } = scope.file.services[service]?.credential_spec ?? {};
  const said = [config, file, registry].filter(Boolean);
  if (said.length > 1)
    throw badKey(scope, at, { problem: "must have one of config, file and registry" });
  if (file) return { kind: "file", file };
  if (registry) return { kind: "registry", registry };
  if (!config) return undefined;
  const place = scope.placeOf([...at, "config"]);
  return {
    kind: "config",
    name: entryAt(config, place, { kind: "configs", entries: configs }).name,
  };
};
