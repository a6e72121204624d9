import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { innerCertificates, isInner } from "../host/find-engine.ts";
import { type Cluster, enginePort } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import { type Around, print } from "./around.ts";
import { chosenCluster } from "./kept.ts";
import { visiting } from "./workplace.ts";

/** Prints shell exports with which the docker CLI talks to one node. */
export const printEnv = async (
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
  const folder = certificateFolder(cluster, around);
  writeCertificates(cluster, folder);
  print(
    around.stdout,
    ...outerEngine(around),
    `export DOCKER_HOST=tcp://${node.private}:${enginePort}`,
    "export DOCKER_TLS_VERIFY=1",
    `export DOCKER_CERT_PATH=${quoted(folder)}`,
    "unset DOCKER_CONTEXT",
  );
  return 0;
};

/** In the same shell the next swarmspec still has to find the engine that the nodes run on. */
const outerEngine = ({ env }: Around): readonly string[] => {
  const host = isInner(env) ? env.SWARMSPEC_DOCKER_HOST : env.DOCKER_HOST;
  return host ? [`export SWARMSPEC_DOCKER_HOST=${quoted(host)}`] : ["unset SWARMSPEC_DOCKER_HOST"];
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The docker CLI takes certificates as files only. The folder is one that only the user can write in. */
const writeCertificates = (cluster: Cluster, folder: string): void => {
  const { ca, cert, key } = cluster.credentials.engines;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, pem] of Object.entries({ ca, cert, key }))
    writeFileSync(join(folder, `${name}.pem`), pem, { mode: 0o600, flag: "wx" });
};

/** Where `env` puts the certificates of a cluster, and `down` removes them. */
export const certificateFolder = (
  { name, run }: Pick<Cluster, "name" | "run">,
  { env, home }: Pick<Around, "env" | "home">,
): string => {
  const own = env.XDG_RUNTIME_DIR || (userInfo().uid === 0 ? "/run" : join(home, ".cache"));
  return join(own, innerCertificates, `${name}-${run}`);
};
