import { digestOf, type Puller } from "../docker/image.ts";
import type { Credentials } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { certificateFor } from "../nodes/authority.ts";
import { imagesOf } from "../spec/image-name.ts";
import { pin } from "../spec/pin.ts";

/** The cluster as it is to be written: images by the registry's digests, tenants with their certificates. */
export const pinned = async (
  spec: ClusterSpec,
  { puller, credentials }: { puller: Puller; credentials: Credentials },
): Promise<ClusterSpec> => {
  const [digests, certificates] = await Promise.all([
    Promise.all(
      imagesOf(spec).map(async ({ image }) => [image, await digestOf(image, puller)] as const),
    ),
    Promise.all(
      spec.tenants.map(async ({ host }) => [host, await served(host, credentials)] as const),
    ),
  ]);
  return pin(spec, { digests: new Map(digests), certificates: new Map(certificates) });
};

const served = async (host: string, credentials: Credentials): Promise<string> =>
  `${await certificateFor(credentials, [host])}\n${credentials.servedKey}\n`;
