import { digestOf, type Puller } from "../docker/image.ts";
import type { Credentials, ServedCredentials } from "../model/cluster.ts";
import type { ClusterSpec, TenantSpec } from "../model/spec.ts";
import { imagesOf } from "../spec/image-name.ts";
import { pin } from "../spec/pin.ts";
import type { Workplace } from "./workplace.ts";

interface Means extends Pick<Workplace, "login"> {
  readonly puller: Puller;
  readonly credentials: Credentials;
  /** Never: images are written as they are named, and what each node runs is left to chance. */
  readonly resolve?: "always" | "never" | undefined;
}

/** The cluster as it is to be written: images by the registry's digests, tenants with their certificates. */
export const pinned = async (spec: ClusterSpec, means: Means): Promise<ClusterSpec> => {
  const [digests, certificates] = await Promise.all([
    means.resolve === "never" ? undefined : digestsOf(spec, means),
    certificatesOf(spec, means),
  ]);
  return pin(spec, { ...(digests && { digests }), certificates });
};

const digestsOf = async (spec: ClusterSpec, { puller, login }: Means) =>
  new Map(
    await Promise.all(
      imagesOf(spec).map(
        async ({ image }) => [image, await digestOf(image, puller, await login(image))] as const,
      ),
    ),
  );

const certificatesOf = async ({ tenants }: ClusterSpec, { credentials: { served } }: Means) =>
  new Map(
    await Promise.all(
      tenants.map(async (tenant) => [tenant.host, await withKey(tenant, served)] as const),
    ),
  );

const withKey = async (
  { host, renewed }: TenantSpec,
  served: ServedCredentials,
): Promise<string> => {
  // Not loaded before there is a tenant: the library for certificates takes its time.
  const { certificateFor } = await import("../nodes/authority.ts");
  return `${await certificateFor(served, [host], { since: renewed })}\n${served.key}\n`;
};
