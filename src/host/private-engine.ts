import { spawn } from "node:child_process";
import { existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { connect, type Endpoint } from "../docker/connect.ts";
import { Unreachable } from "../model/errors.ts";
import { type Line, linesOf } from "../model/line.ts";
import { withSystem } from "./command.ts";
import { noteNetwork, putNetworkBack } from "./host-network.ts";
import { exclusively, type Locking } from "./lock.ts";
import { ownFolder, standingFolder } from "./own-folder.ts";
import { isAlive } from "./run-id.ts";

/** An engine of our own, with everything it keeps under one folder. Shared by runs side by side. */
export interface PrivateEngine {
  readonly endpoint: Endpoint;
  /** Gives up this run's use of the engine; the last user stops it, unless containers are left on it. */
  release(): Promise<void>;
}

/**
 * Joins the private engine in the folder `engine` of `home`, starting it if nobody has. Throws BadInput where others
 * can write to that folder, and Unreachable with the end of its log.
 */
export const usePrivateEngine = async (home: string, use: Locking): Promise<PrivateEngine> => {
  const folder = ownFolder(home, name);
  ownFolder(folder, "leases");
  const lock = join(folder, "lock");
  const endpoint = privateEndpoint(folder);
  await exclusively(lock, use, async () => {
    writeFileSync(join(leases(folder), use.run), "");
    if (daemon(folder) === undefined) await start(folder, endpoint);
  });
  const release = () => exclusively(lock, atEnd(use), () => leave(folder, use.run, endpoint));
  return { endpoint, release };
};

const name = "engine";

/** Where a private engine is kept, if one was ever started. Throws BadInput where others can write to that folder. */
export const privateFolder = (home: string): string | undefined => standingFolder(home, name);

/** Who was interrupted before cleans up all the same. */
const atEnd = ({ signal, ...use }: Locking): Locking =>
  signal === undefined || signal.aborted ? use : { ...use, signal };

export const privateEndpoint = (folder: string): Endpoint => ({
  kind: "socket",
  path: join(folder, "docker.sock"),
});

/** Whether a private engine runs in the folder. */
export const isRunning = (folder: string): boolean => daemon(folder) !== undefined;

const leases = (folder: string): string => join(folder, "leases");

const start = async (folder: string, endpoint: Endpoint): Promise<void> => {
  rmSync(join(folder, "docker.pid"), { force: true });
  await noteNetwork(folder);
  // Its own configuration, and an empty one: /etc/docker/daemon.json is meant for another engine.
  writeFileSync(join(folder, "daemon.json"), "{}");
  const log = openSync(join(folder, "dockerd.log"), "w");
  const args = [
    ["--config-file", join(folder, "daemon.json")],
    ["--data-root", join(folder, "data")],
    ["--exec-root", join(folder, "exec")],
    ["--pidfile", join(folder, "docker.pid")],
    ["--host", `unix://${join(folder, "docker.sock")}`],
  ].flat();
  const child = spawn("dockerd", args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, PATH: withSystem(process.env.PATH) },
  });
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  child.unref();
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !ended; await wait(100))
    if (await answers(endpoint)) return;
  throw new Unreachable(["the private engine did not start:", ...logEnd(folder)], {
    hint: `its whole log is ${join(folder, "dockerd.log")}`,
  });
};

const answers = (endpoint: Endpoint): Promise<boolean> =>
  connect(endpoint, { toAnswer: 2000 }).then(
    () => true,
    () => false,
  );

const logEnd = (folder: string): readonly Line[] =>
  linesOf(readFileSync(join(folder, "dockerd.log"), "utf8"), 5);

const leave = async (folder: string, run: string, endpoint: Endpoint): Promise<void> => {
  rmSync(join(leases(folder), run), { force: true });
  for (const other of readdirSync(leases(folder)))
    if (isAlive(other) === false) rmSync(join(leases(folder), other));
  if (readdirSync(leases(folder)).length > 0) return;
  const engine = await connect(endpoint);
  if ((await engine.listContainers({ all: true })).length > 0) return;
  await stop(folder);
};

const stop = async (folder: string): Promise<void> => {
  const pid = daemon(folder);
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  for (const deadline = Date.now() + 60_000; daemon(folder) !== undefined; await wait(50))
    if (Date.now() > deadline)
      throw new Unreachable(`the private engine (process ${pid}) does not end after SIGTERM`);
  await putNetworkBack(folder);
};

/** The daemon's process, checked by its arguments: after a crash its number may be another engine's. */
const daemon = (folder: string): number | undefined => {
  const path = join(folder, "docker.pid");
  if (!existsSync(path)) return undefined;
  const pid = Number(readFileSync(path, "utf8"));
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return args.includes(path) ? pid : undefined;
  } catch {
    return undefined;
  }
};
