import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { type Cluster, enginePort } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import { type Around, print } from "./around.ts";
import { chosenCluster } from "./kept.ts";
import { visiting } from "./workplace.ts";

/** Prints shell exports with which the docker CLI talks to one node. */
export const env = async (
  nodeName: string,
  around: Around,
  { cluster: name }: { cluster?: string },
): Promise<number> => {
  const { engine } = await visiting(around, () => {});
  const cluster = await chosenCluster(engine, name);
  const node = cluster.nodes.find((one) => one.name === nodeName);
  if (node === undefined)
    throw new BadInput(`"${cluster.name}" has no node "${nodeName}"`, {
      hint: `it has ${cluster.nodes.map((one) => one.name).join(", ")}`,
    });
  print(
    around.stdout,
    `export DOCKER_HOST=tcp://${node.private}:${enginePort}`,
    "export DOCKER_TLS_VERIFY=1",
    `export DOCKER_CERT_PATH=${writeCertificates(cluster)}`,
    "unset DOCKER_CONTEXT",
  );
  return 0;
};

/** The docker CLI takes certificates as files only. Nobody else can read the key. */
const writeCertificates = (cluster: Cluster): string => {
  const folder = certificateFolder(cluster);
  const { ca, cert, key } = cluster.credentials;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, pem] of Object.entries({ ca, cert, key }))
    writeFileSync(join(folder, `${name}.pem`), pem, { mode: 0o600 });
  return folder;
};

/** Where `env` puts the certificates of a cluster, and `down` removes them. */
export const certificateFolder = ({ name, run }: Pick<Cluster, "name" | "run">): string =>
  join(tmpdir(), `swarmspec-${userInfo().uid}`, `${name}-${run}`);
