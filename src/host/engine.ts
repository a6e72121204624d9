import { existsSync, readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { getuid } from "node:process";
import { BadInput, Unreachable } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { run } from "./command.ts";
import { findEngine, type HostEngine, type Surroundings } from "./find-engine.ts";
import { isRunning, privateEndpoint, privateFolder, usePrivateEngine } from "./private-engine.ts";
import type { RunId } from "./run-id.ts";

/** An engine in use by this run. */
export interface EngineInUse extends HostEngine {
  /** Ends the use; a private engine is stopped by its last user. */
  release(): Promise<void>;
}

interface Wish extends Surroundings {
  readonly run: RunId;
  readonly tell: Listener;
  /** Ends waiting for the private engine. */
  readonly signal: AbortSignal;
}

/**
 * The engine to work on: the one that the docker CLI would use, else a private one, installed if need be.
 * SWARMSPEC_ENGINE=none forbids installing and starting; SWARMSPEC_HOME moves the private engine's folder.
 */
export const useEngine = async (wish: Wish): Promise<EngineInUse> => {
  const found = await findEngine(wish);
  if (found !== undefined) return { ...found, release: async () => {} };
  if (wish.env.SWARMSPEC_ENGINE === "none")
    throw noEngine("SWARMSPEC_ENGINE=none forbids to start one");
  if (!isInstalled()) {
    await install(wish.tell);
    const started = await findEngine(wish);
    if (started !== undefined) return { ...started, release: async () => {} };
  }
  return startPrivate(wish);
};

/**
 * The engine that there is, for cleaning up: a private one is started again if it has been stopped, since
 * something may be left on it. Undefined if there never was one.
 */
export const useStandingEngine = async (wish: Wish): Promise<EngineInUse | undefined> => {
  const found = await findEngine(wish);
  if (found !== undefined) return { ...found, release: async () => {} };
  const folder = privateFolder(homeOf(wish));
  const wasUsed = folder !== undefined && existsSync(`${folder}/data`);
  return wasUsed && isInstalled() ? startPrivate(wish) : undefined;
};

/** The engine that is there already, private or not; starts and installs nothing. */
export const existingEngine = async (around: Surroundings): Promise<HostEngine | undefined> => {
  const found = await findEngine(around);
  if (found !== undefined) return found;
  const folder = privateFolder(homeOf(around));
  return folder !== undefined && isRunning(folder)
    ? { endpoint: privateEndpoint(folder), foundBy: `the private engine in ${folder}` }
    : undefined;
};

/** Where we keep what is ours on this machine. Throws BadInput where SWARMSPEC_HOME is no absolute path. */
export const homeOf = ({ env }: Pick<Surroundings, "env">): string => {
  const home = env.SWARMSPEC_HOME || "/var/lib/swarmspec";
  if (isAbsolute(home)) return home;
  throw new BadInput(`SWARMSPEC_HOME is no absolute path: ${home}`);
};

const startPrivate = async (wish: Wish): Promise<EngineInUse> => {
  if (getuid?.() !== 0) throw noEngine("only root can start a private one");
  const home = homeOf(wish);
  wish.tell({ type: "did", what: `use the private engine in ${home}/engine` });
  const engine = await usePrivateEngine(home, wish);
  return { ...engine, foundBy: `the private engine in ${home}/engine` };
};

const isInstalled = (): boolean =>
  ["/usr/sbin/dockerd", "/usr/bin/dockerd", "/usr/local/bin/dockerd"].some((path) =>
    existsSync(path),
  );

const install = async (tell: Listener): Promise<void> => {
  if (!isDebian()) throw noEngine("swarmspec can install one on Debian and Ubuntu only");
  if (getuid?.() !== 0) throw noEngine("only root can install one");
  await installPackages(["docker.io", "iptables", "ca-certificates"], tell);
};

/** Installs Debian packages as root, and says so. */
export const installPackages = async (
  packages: readonly string[],
  tell: Listener,
): Promise<void> => {
  tell({ type: "did", what: `install ${packages.join(", ")} with apt-get` });
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "--quiet"], { env });
  await run("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", ...packages], {
    env,
  });
};

export const isDebian = (): boolean =>
  existsSync("/etc/os-release") &&
  /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));

const noEngine = (why: string): Unreachable =>
  new Unreachable(`no Docker engine answers on this machine, and ${why}`, {
    hint: "install Docker (on Debian and Ubuntu: apt-get install docker.io) and start it, or set DOCKER_HOST",
  });
