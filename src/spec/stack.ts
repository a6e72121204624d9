import { dirname } from "node:path";
import type { FileSpec, NetworkSpec, ServiceSpec } from "../model/spec.ts";
import type { Context, Placed } from "./context.ts";
import type { TenantDraft } from "./draft.ts";
import { entriesOf, ownFiles } from "./stack-files.ts";
import { findStackFile } from "./stack-lookup.ts";
import { externalNetworks, ownNetworks } from "./stack-networks.ts";
import type { Scope } from "./stack-scope.ts";
import { serviceOf } from "./stack-service.ts";
import { readStack } from "./stack-source.ts";

/** What one tenant's stack file asks for. */
export interface Stack {
  readonly name: string;
  readonly services: readonly Placed<ServiceSpec>[];
  readonly networks: readonly NetworkSpec[];
  readonly configs: readonly Placed<FileSpec>[];
  readonly secrets: readonly Placed<FileSpec>[];
  /** Networks that someone else has to make. */
  readonly externals: readonly Placed<string>[];
}

/** Reads and converts the stack file of one tenant; throws BadInput at the key that is wrong. */
export const stackOf = (tenant: Placed<TenantDraft>, context: Context): Stack => {
  const scope = scopeOf(tenant, context);
  const files = { configs: entriesOf("configs", scope), secrets: entriesOf("secrets", scope) };
  return {
    name: scope.stack,
    services: Object.entries(scope.file.services).map(([name, written]) => ({
      value: serviceOf(name, written, { scope, files }),
      place: scope.placeOf(["services", name]),
    })),
    networks: ownNetworks(scope),
    configs: ownFiles(files.configs),
    secrets: ownFiles(files.secrets),
    externals: externalNetworks(scope),
  };
};

const scopeOf = (tenant: Placed<TenantDraft>, context: Context): Scope => {
  const { name, variables } = tenant.value;
  const known = new Map([...Object.entries(context.environment), ...Object.entries(variables)]);
  const lookup = (variable: string) => known.get(variable);
  const { path, shown, text } = findStackFile(tenant, context);
  const source = readStack({ path: shown, text }, lookup);
  return { ...source, stack: name, folder: dirname(path), lookup, read: context.read };
};
