import { digestOf, type Puller } from "../docker/image.ts";
import type { Credentials, ServedCredentials } from "../model/cluster.ts";
import { concealing, discreetly } from "../model/concealed.ts";
import type { ClusterSpec, TenantSpec } from "../model/spec.ts";
import { imagesOf, imageWithTag } from "../spec/image-name.ts";
import { pin } from "../spec/pin.ts";
import type { Workplace } from "./workplace.ts";

interface Means extends Pick<Workplace, "login"> {
  readonly puller: Puller;
  readonly credentials: Credentials;
  /** Digests of what we have pushed ourselves, by image with its tag: nobody has to be asked for them. */
  readonly pushed?: ReadonlyMap<string, string>;
  /** Never: images are written as they are named, and what each node runs is left to chance. */
  readonly resolve?: "always" | "never" | undefined;
}

/** The cluster as it is to be written: images by the registry's digests, tenants with their certificates. */
export const pinned = (spec: ClusterSpec, means: Means): Promise<ClusterSpec> =>
  discreetly(concealing(spec.outside?.values), () => pinnedWith(spec, means));

const pinnedWith = async (spec: ClusterSpec, means: Means): Promise<ClusterSpec> => {
  const [digests, certificates] = await Promise.all([
    means.resolve === "never" ? undefined : digestsOf(spec, means),
    certificatesOf(spec, means),
  ]);
  return pin(spec, { ...(digests && { digests }), certificates });
};

const digestsOf = async (spec: ClusterSpec, { puller, login, pushed }: Means) => {
  const known = (image: string) => pushed?.get(imageWithTag(image));
  const asked = async (image: string) => digestOf(image, puller, await login(image));
  return new Map(
    await Promise.all(
      imagesOf(spec).map(
        async ({ image }) => [image, known(image) ?? (await asked(image))] as const,
      ),
    ),
  );
};

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
