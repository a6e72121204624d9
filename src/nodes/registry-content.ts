import type Docker from "dockerode";
import { SwarmspecError } from "../model/errors.ts";

interface Move {
  /** Volumes, of which the second is made where it is missing. */
  readonly from: string;
  readonly to: string;
  /** Any with a shell. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Copies what a registry holds to another one's volume, where it is not there yet: services and their rollbacks name
 * images by digest, also such as nobody describes any more. Whatever ends it, no file in the other volume is half there.
 */
export const carryOver = async (
  engine: Docker,
  { from, to, image, labels }: Move,
): Promise<void> => {
  const container = await engine.createContainer({
    Image: image,
    Entrypoint: ["sh", "-c", script],
    Cmd: [],
    Labels: { ...labels },
    HostConfig: {
      NetworkMode: "none",
      Mounts: [
        { Type: "volume", Source: from, Target: "/from", ReadOnly: true },
        { Type: "volume", Source: to, Target: "/to" },
      ],
    },
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    if (StatusCode !== 0)
      throw new SwarmspecError(
        `the registry's images could not be carried over: exit ${StatusCode}`,
        {
          hint: "see whether the disk of this machine is full: df -h",
        },
      );
  } finally {
    await container.remove({ force: true, v: true });
  }
};

// Blobs before what refers to them, and each file in one go: another registry may be reading there.
const script = `set -eu
cd /from/docker/registry/v2 2>/dev/null || exit 0
new=/to/docker/registry/v2
part=/to/.carried-$(hostname)
for folder in blobs repositories; do
  [ -d "$folder" ] || continue
  find "$folder" -type f ! -path '*/_uploads/*' | while read -r file; do
    [ -e "$new/$file" ] && continue
    mkdir -p "$new/$(dirname "$file")"
    cp -p "$file" "$part"
    mv "$part" "$new/$file"
  done
done
`;
