import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { availableParallelism, release, totalmem } from "node:os";
import { join } from "node:path";
import { getuid } from "node:process";
import type Docker from "dockerode";
import { wordsOf } from "../docker/refusal.ts";
import { SwarmspecError } from "../model/errors.ts";
import { published } from "./base-image.ts";
import { run } from "./command.ts";
import { isDebian } from "./engine.ts";
import type { Surroundings } from "./find-engine.ts";
import { type EngineFact, type Facts, type Finding, findings, type Tried } from "./findings.ts";
import { goingFirst } from "./going-first.ts";
import { boundingSetIn, ipvsIn, netemRefusal } from "./kernel.ts";

export interface Examination extends Pick<Surroundings, "env"> {
  /** The engine that answers, if one does, and how it was found. */
  readonly engine?: Docker;
  readonly foundBy?: string;
  /** Why the engine that was named cannot be used. */
  readonly trouble?: unknown;
}

/** Looks at what this machine and its engine can do. Installs and changes nothing, and does not throw. */
export const examine = async (examination: Examination): Promise<readonly Finding[]> =>
  findings(await factsOf(examination));

const factsOf = async (examination: Examination): Promise<Facts> => {
  const { engine, env } = examination;
  const said = await infoOf(engine);
  const here = process.platform === "linux" && (said.kernel ?? release()) === release();
  const [netem, registry, first] = await Promise.all([
    tryNetem(env),
    tryRegistry(engine),
    tryFirst(),
  ]);
  return {
    engine: engineFact(examination, said),
    kernel: { version: said.kernel ?? release(), here },
    cli: program("docker", env),
    ipvs: ipvsIn(moduleFiles()),
    capabilities: boundingSetIn(textOf("/proc/self/status")),
    netem,
    registry,
    installs: isRoot() && isDebian(),
    cgroups: said.cgroups ?? ownCgroups(),
    first,
    cores: said.cores ?? availableParallelism(),
    bytes: said.bytes ?? totalmem(),
  };
};

interface Said {
  readonly version?: string;
  readonly kernel?: string;
  readonly cgroups?: string;
  readonly cores?: number;
  readonly bytes?: number;
  readonly trouble?: unknown;
}

/** The engine knows its machine best, which need not be this one. */
const infoOf = async (engine: Docker | undefined): Promise<Said> => {
  if (engine === undefined) return {};
  try {
    const { ServerVersion, KernelVersion, CgroupVersion, NCPU, MemTotal } = await engine.info();
    return {
      version: ServerVersion,
      kernel: KernelVersion,
      cgroups: CgroupVersion,
      cores: NCPU,
      bytes: MemTotal,
    };
  } catch (trouble) {
    return { trouble };
  }
};

const engineFact = ({ engine, foundBy, trouble, env }: Examination, said: Said): EngineFact => {
  const problem = trouble ?? said.trouble;
  if (problem !== undefined) return silent(problem);
  if (engine !== undefined)
    return { kind: "answers", version: said.version ?? "", foundBy: foundBy ?? "" };
  return {
    kind: "none",
    forbidden: env.SWARMSPEC_ENGINE === "none",
    isRoot: isRoot(),
    isDebian: isDebian(),
    isInstalled: program("dockerd", env) !== undefined,
  };
};

const silent = (trouble: unknown): EngineFact => ({
  kind: "silent",
  trouble: trouble instanceof Error ? trouble.message : String(trouble),
  hint: trouble instanceof SwarmspecError ? trouble.hint : undefined,
});

const isRoot = (): boolean => getuid?.() === 0;

const moduleFiles = () => ({
  table: existsSync("/proc/net/ip_vs"),
  loaded: textOf("/proc/modules"),
  builtIn: textOf(`/lib/modules/${release()}/modules.builtin`),
  loadable: textOf(`/lib/modules/${release()}/modules.dep`),
});

/** In a network namespace of its own, which ends with the command. */
const tryNetem = async (env: Surroundings["env"]): Promise<Tried> => {
  if (!isRoot()) return { works: undefined, words: "not tried: only root can" };
  for (const name of ["unshare", "tc"])
    if (program(name, env) === undefined)
      return { works: undefined, words: `not tried: ${name} is not installed` };
  const command = ["--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"];
  try {
    await run("unshare", command, { signal: AbortSignal.timeout(patience) });
    return { works: true, words: "delays what it is told to" };
  } catch (error) {
    return netemRefusal(wordsOf(error));
  }
};

/** The process that asks in a watch runs here, wherever the engine is. */
const tryFirst = async (): Promise<Tried> =>
  (await goingFirst()) === undefined
    ? { works: false, words: "not allowed: it takes root, chrt, prlimit and a second processor" }
    : { works: true, words: "the prober runs in a real-time class, bounded by the kernel" };

const patience = 5000;

/** Asks through the engine, since it is the engine that would pull. */
const tryRegistry = async (engine: Docker | undefined): Promise<Tried> => {
  if (engine === undefined) return { works: undefined, words: "not tried: no engine to ask" };
  const signal = AbortSignal.timeout(patience);
  try {
    await distribution(engine, published, signal);
    return { works: true, words: `has ${published}` };
  } catch (error) {
    const words = signal.aborted ? `no answer within ${patience / 1000} s` : wordsOf(error);
    return { works: false, words: `${published}: ${words}` };
  }
};

// dockerode's own call takes no signal, and an engine may look for its name server for half a minute.
const distribution = (engine: Docker, image: string, abortSignal: AbortSignal): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const path = `/distribution/${image}/json`;
    const call = { path, method: "GET", statusCodes: { 200: true as const }, abortSignal };
    engine.modem.dial(call, (error, data) => (error ? reject(error) : resolve(data)));
  });

const ownCgroups = (): string | undefined => {
  if (existsSync("/sys/fs/cgroup/cgroup.controllers")) return "2";
  return existsSync("/sys/fs/cgroup") ? "1" : undefined;
};

/** Where a program is, also in the folders that are on root's path only. */
const program = (name: string, { PATH = "" }: Surroundings["env"]): string | undefined =>
  [...PATH.split(":"), "/usr/sbin", "/sbin"]
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};
