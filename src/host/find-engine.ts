import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, describeEndpoint, type Endpoint } from "../docker/connect.ts";
import { BadInput, SwarmspecError, Unreachable } from "../model/errors.ts";
import { jsonFile, mapAt, textAt } from "./json-file.ts";
import { absolute, refuseForeign } from "./own-folder.ts";

/** An engine on this machine, and how it was found. */
export interface HostEngine {
  readonly endpoint: Endpoint;
  readonly foundBy: string;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * Finds the engine that the docker CLI would use: DOCKER_HOST, the current context, the usual sockets.
 * Undefined if nobody named one and none listens; throws Unreachable if the named one does not answer.
 */
export const findEngine = async (
  around: Surroundings,
  sockets = usualSockets(around),
): Promise<HostEngine | undefined> => {
  const named = fromEnvironment(around) ?? (await fromContext(around));
  if (named !== undefined) return answering(named);
  for (const path of sockets) {
    const engine = { endpoint: { kind: "socket", path } as const, foundBy: `the socket ${path}` };
    if (!existsSync(path)) continue;
    refuseOthers(path);
    if (await listens(engine)) return engine;
  }
  return undefined;
};

/** Whose engine it is gets all that we have: images, logins, secrets. */
const refuseOthers = (socket: string): void => {
  if (socket === systemSocket) return;
  try {
    refuseForeign(socket);
  } catch (cause) {
    throw new BadInput(`there is a socket ${socket}, but: ${(cause as Error).message}`, {
      cause,
      hint: `set DOCKER_HOST=unix://${socket} if you trust who listens there`,
    });
  }
};

const systemSocket = "/var/run/docker.sock";

const answering = async (engine: HostEngine): Promise<HostEngine> => {
  try {
    await connect(engine.endpoint);
    return engine;
  } catch (cause) {
    throw new Unreachable(
      `the engine named by ${engine.foundBy} does not answer at ${describeEndpoint(engine.endpoint)}`,
      { cause, hint: `start it, or unset ${engine.foundBy} to let swarmspec look for another` },
    );
  }
};

/** Only where nobody listens is there no engine: one that is slow or closed to us is not to be doubled. */
const listens = async (engine: HostEngine): Promise<boolean> => {
  try {
    await connect(engine.endpoint);
    return true;
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (code === "ECONNREFUSED" || code === "ENOENT") return false;
    throw new Unreachable(
      `there is an engine at ${engine.foundBy}, but: ${(error as Error).message}`,
      {
        cause: error,
        hint: "see that it runs, and that you may use it (root, or the group docker)",
      },
    );
  }
};

/** Where an engine listens if nobody says otherwise, in the order in which to look. */
export const usualSockets = ({ env, home }: Surroundings): readonly string[] => [
  systemSocket,
  ...(absolute(env.XDG_RUNTIME_DIR) ? [join(env.XDG_RUNTIME_DIR ?? "", "docker.sock")] : []),
  join(home, ".docker", "run", "docker.sock"),
  join(home, ".docker", "desktop", "docker.sock"),
];

/** Where the docker CLI keeps its configuration. */
export const configFolder = ({ env, home }: Surroundings): string =>
  env.DOCKER_CONFIG || join(home, ".docker");

/** The folder name by which the certificates for a simulated node's engine are known. */
export const innerCertificates = "swarmspec-certificates";

/** Whether `swarmspec env` has turned this shell's docker CLI to a simulated node. */
export const isInner = (env: Surroundings["env"]): boolean =>
  env.DOCKER_CERT_PATH?.split("/").includes(innerCertificates) === true;

const outer = (env: Surroundings["env"]): Surroundings["env"] => {
  if (!isInner(env)) return env;
  const { DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, ...rest } = env;
  return { ...rest, DOCKER_HOST: env.SWARMSPEC_DOCKER_HOST };
};

const fromEnvironment = (around: Surroundings): HostEngine | undefined => {
  const env = outer(around.env);
  if (!env.DOCKER_HOST) return undefined;
  // As the CLI: whoever asks for TLS never gets an open connection, only because a path is missing.
  const folder = env.DOCKER_CERT_PATH || configFolder(around);
  const certificates = env.DOCKER_TLS_VERIFY ? folder : undefined;
  return { endpoint: parseHost(env.DOCKER_HOST, certificates), foundBy: "DOCKER_HOST" };
};

const fromContext = async (around: Surroundings): Promise<HostEngine | undefined> => {
  const folder = configFolder(around);
  const name = around.env.DOCKER_CONTEXT || (await currentContext(folder));
  if (!name || name === "default") return undefined;
  const id = createHash("sha256").update(name).digest("hex");
  const host = await contextHost(join(folder, "contexts", "meta", id, "meta.json"), name);
  const tls = join(folder, "contexts", "tls", id, "docker");
  return {
    endpoint: parseHost(host, existsSync(tls) ? tls : undefined),
    foundBy: `the docker context "${name}"`,
  };
};

const currentContext = async (folder: string): Promise<string | undefined> =>
  textAt(await jsonFile(join(folder, "config.json")), "currentContext");

const contextHost = async (path: string, name: string): Promise<string> => {
  const meta = await jsonFile(path);
  if (meta === undefined)
    throw new Unreachable(`the docker context "${name}" does not exist`, {
      hint: "docker context ls shows those that do",
    });
  const host = textAt(mapAt(mapAt(meta, "Endpoints"), "docker"), "Host");
  if (host === undefined)
    throw new Unreachable(`the docker context "${name}" names no engine`, {
      hint: `docker context inspect ${name} shows what it names; ${path} holds it`,
    });
  return host;
};

const parseHost = (text: string, certificates: string | undefined): Endpoint => {
  // Not by way of a URL, which would turn a space in the path into %20.
  if (text.startsWith("unix://")) return { kind: "socket", path: text.slice("unix://".length) };
  const url = URL.parse(text);
  if (url?.protocol !== "tcp:")
    throw new SwarmspecError(`cannot use an engine at "${withoutLogin(text)}"`, {
      hint: "swarmspec speaks unix:// and tcp://; for ssh, forward the engine's socket",
    });
  const port = Number(url.port || (certificates === undefined ? 2375 : 2376));
  const address = { kind: "tcp", host: url.hostname, port } as const;
  return certificates === undefined ? address : { ...address, tls: readTls(certificates) };
};

/** A user's name before the @ may have a password behind it. */
const withoutLogin = (text: string): string => text.replace(/\/\/([^/:@]*):.*@/, "//$1:…@");

const readTls = (folder: string) => {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  try {
    return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem"), folder };
  } catch (cause) {
    throw new SwarmspecError(`${folder} does not hold ca.pem, cert.pem and key.pem`, {
      cause,
      hint: "the engine is to be spoken to with TLS: set DOCKER_CERT_PATH, or unset DOCKER_TLS_VERIFY",
    });
  }
};
