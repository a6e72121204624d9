import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { SwarmspecError } from "../model/errors.ts";
import { configFolder, type Surroundings } from "./find-engine.ts";

/** What an engine hands on to a registry. Never printed. */
export type Login =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/**
 * Who the docker CLI would be at the image's registry, by its config file and credential helpers.
 * Undefined where `docker login` was never called for it. Throws where a helper fails.
 */
export const loginFor = async (image: string, around: Surroundings): Promise<Login | undefined> => {
  const { credHelpers = {}, credsStore, auths = {} } = configOf(around);
  const registry = registryOf(image);
  const helper = credHelpers[registry] ?? (auths[registry] && credsStore);
  if (helper) return fromHelper(helper, registry, around);
  return fromFile(registry, auths[registry]);
};

interface DockerConfig {
  readonly auths?: Readonly<Record<string, Kept>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

interface Kept {
  /** `user:password` in base64. */
  readonly auth?: string;
  readonly identitytoken?: string;
}

const configOf = (around: Surroundings): DockerConfig => {
  const path = join(configFolder(around), "config.json");
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // Not the cause: its message quotes the file, and with it perhaps a password.
    throw new SwarmspecError(`${path} is not JSON, so nobody can be logged in at a registry`);
  }
};

/** The name under which the docker CLI keeps the login: Docker Hub's is of another age. */
const registryOf = (image: string): string => {
  const [first = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return isHost && first !== "docker.io" ? first : "https://index.docker.io/v1/";
};

const fromFile = (registry: string, { auth, identitytoken }: Kept = {}): Login | undefined => {
  if (identitytoken) return { identitytoken, serveraddress: registry };
  if (!auth) return undefined;
  const [, username = "", password = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString("utf8")) ?? [];
  return { username, password, serveraddress: registry };
};

const fromHelper = async (
  helper: string,
  registry: string,
  { env }: Surroundings,
): Promise<Login | undefined> => {
  const { Username, Secret } = await asked(`docker-credential-${helper}`, registry, env);
  if (!Username || !Secret) return undefined;
  return Username === "<token>"
    ? { identitytoken: Secret, serveraddress: registry }
    : { username: Username, password: Secret, serveraddress: registry };
};

const asked = async (
  program: string,
  registry: string,
  env: Surroundings["env"],
): Promise<{ readonly Username?: string; readonly Secret?: string }> => {
  try {
    const asking = promisify(execFile)(program, ["get"], { env: { ...env } });
    // A helper that knows its answer without reading closes the pipe: what it says and its exit code tell all.
    asking.child.stdin?.on("error", () => {}).end(registry);
    return JSON.parse((await asking).stdout);
  } catch (error) {
    const { stdout = "", message } = error as { stdout?: string; message: string };
    // What every helper says where it knows nobody; see docker-credential-helpers.
    if (stdout.includes("credentials not found in native keychain")) return {};
    throw new SwarmspecError(
      `${program} gave no login for ${registry}: ${stdout.trim() || message}`,
    );
  }
};
