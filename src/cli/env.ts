import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { innerCertificates, isInner } from "../host/find-engine.ts";
import { absolute, ownFolder, standingFolder } from "../host/own-folder.ts";
import { type Cluster, type Credentials, enginePort } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import { type Line, oneLine } from "../model/line.ts";
import { quoted } from "../model/shell.ts";
import { lostNodes, toldLost } from "../nodes/lost.ts";
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
  // Before any key is written.
  forShell(runtimeFolder(around));
  const folder = writeCertificates(cluster, around);
  const exported = [
    ...outerEngine(around),
    `export DOCKER_HOST=tcp://${node.private}:${enginePort}`,
    "export DOCKER_TLS_VERIFY=1",
    `export DOCKER_CERT_PATH=${quoted(folder)}`,
    "unset DOCKER_CONTEXT",
  ].map(forShell);
  print(around.stdout, ...exported);
  // All the same: without them the shell would go on talking to another engine.
  const lost = (await lostNodes(engine, cluster)).filter((one) => one.name === node.name);
  for (const line of toldLost(lost)) print(around.stderr, oneLine(line));
  return lost.length === 0 ? 0 : 1;
};

/** In the same shell the next swarmspec still has to find the engine that the nodes run on. */
const outerEngine = ({ env }: Around): readonly string[] => {
  const host = isInner(env) ? env.SWARMSPEC_DOCKER_HOST : env.DOCKER_HOST;
  return host ? [`export SWARMSPEC_DOCKER_HOST=${quoted(host)}`] : ["unset SWARMSPEC_DOCKER_HOST"];
};

/** A shell takes a line as it is, so one that could not be shown as it is is none. */
export const forShell = (text: string): Line => {
  const line = oneLine(text, Number.POSITIVE_INFINITY);
  if (line !== text)
    throw new BadInput(`no shell can be told this: ${line}`, {
      hint: "use folders without control characters in their names",
    });
  return line;
};

/** The docker CLI takes certificates as files only. Returns their folder, which only the user can enter. */
export const writeCertificates = (
  {
    name,
    run,
    credentials: {
      engines: { ca, cert, key },
    },
  }: Certified,
  around: Where,
): string => {
  removeCertificates({ name, run }, around);
  const folder = ownFolder(runtimeFolder(around), innerCertificates, `${name}-${run}`);
  for (const [file, pem] of Object.entries({ ca, cert, key }))
    writeFileSync(join(folder, `${file}.pem`), pem, { mode: 0o600, flag: "wx" });
  return folder;
};

/** Removes what writeCertificates has written for a cluster. Throws BadInput where that is no folder of the user's own. */
export const removeCertificates = (
  { name, run }: Pick<Cluster, "name" | "run">,
  around: Where,
): void => {
  const folder = standingFolder(runtimeFolder(around), innerCertificates, `${name}-${run}`);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
};

interface Certified extends Pick<Cluster, "name" | "run"> {
  readonly credentials: { readonly engines: Pick<Credentials["engines"], "ca" | "cert" | "key"> };
}

type Where = Pick<Around, "env" | "home">;

/** Where a user keeps what is of use only while he is logged in. */
export const runtimeFolder = (around: Where, uid = process.getuid?.()): string =>
  absolute(around.env.XDG_RUNTIME_DIR) ?? (uid === 0 ? "/run" : join(around.home, ".cache"));
