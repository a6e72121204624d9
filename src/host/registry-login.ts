import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { SwarmspecError } from "../model/errors.ts";
import { read } from "../model/read.ts";
import { configFolder, type Surroundings } from "./find-engine.ts";
import { type JsonMap, jsonFile, mapAt, textAt } from "./json-file.ts";

/** What an engine hands on to a registry. Never printed. */
export type Login =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/**
 * Who the docker CLI would be at the image's registry, by its config file and credential helpers.
 * Undefined where `docker login` was never called for it. Throws where a helper fails.
 */
export const loginFor = async (
  image: string,
  around: Surroundings,
  patience = longestAnswer,
): Promise<Login | undefined> => {
  const config = await jsonFile(join(configFolder(around), "config.json"));
  const registry = registryOf(image);
  const kept = mapAt(mapAt(config, "auths"), registry);
  const helper =
    textAt(mapAt(config, "credHelpers"), registry) ?? (kept && textAt(config, "credsStore"));
  if (helper === undefined) return fromFile(registry, kept);
  const program = `docker-credential-${helper}`;
  return fromHelper({ program, registry, env: around.env, patience });
};

/** In milliseconds: some helpers ask a person. */
const longestAnswer = 60_000;

/** The name under which the docker CLI keeps the login: Docker Hub's is of another age. */
const registryOf = (image: string): string => {
  const [first = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return isHost && first !== "docker.io" ? first : "https://index.docker.io/v1/";
};

const fromFile = (registry: string, kept: JsonMap | undefined): Login | undefined => {
  const [identitytoken, auth] = [textAt(kept, "identitytoken"), textAt(kept, "auth")];
  if (identitytoken !== undefined) return { identitytoken, serveraddress: registry };
  if (kept === undefined || auth === undefined) return undefined;
  const [, username, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString("utf8")) ?? [];
  if (username === undefined || password === undefined)
    throw new SwarmspecError(`${kept.file}: ${kept.keys.join(".")}.auth is no name and password`, {
      hint: `docker login ${registry} writes it anew`,
    });
  return { username, password, serveraddress: registry };
};

interface Question {
  readonly program: string;
  readonly registry: string;
  readonly env: Surroundings["env"];
  readonly patience: number;
}

const fromHelper = async (question: Question): Promise<Login | undefined> => {
  const said = await saidBy(question);
  if (said === undefined) return undefined;
  const known = read<unknown>(said);
  if (!isKnown(known)) throw noLogin(question, "its answer is not the JSON that it has to be");
  const { Username, Secret } = known;
  if (!Username || !Secret) return undefined;
  return Username === "<token>"
    ? { identitytoken: Secret, serveraddress: question.registry }
    : { username: Username, password: Secret, serveraddress: question.registry };
};

interface Known {
  readonly Username?: string;
  readonly Secret?: string;
}

const isKnown = (value: unknown): value is Known => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { Username = "", Secret = "" } = value as Record<string, unknown>;
  return typeof Username === "string" && typeof Secret === "string";
};

/** What a helper answers; undefined where it knows nobody. */
const saidBy = async (question: Question): Promise<string | undefined> => {
  const { program, registry, env, patience: timeout } = question;
  try {
    const asking = promisify(execFile)(program, ["get"], { env, timeout, killSignal: "SIGKILL" });
    // A helper that knows its answer without reading closes the pipe: what it says and its exit code tell all.
    asking.child.stdin?.on("error", () => {}).end(registry);
    return (await asking).stdout;
  } catch (error) {
    const failure = error as Failure;
    // What every helper says where it knows nobody; see docker-credential-helpers.
    if (failure.stdout?.includes("credentials not found in native keychain")) return undefined;
    const why = failure.killed ? `no answer within ${timeout / 1000} s` : wordsOf(failure);
    throw noLogin(question, why);
  }
};

interface Failure extends Error {
  readonly code?: number | string;
  readonly killed?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** A helper that fails says why; of one that could not be run to its end, what it said may be half a password. */
const wordsOf = ({ code, stdout = "", stderr = "", message }: Failure): string => {
  const said = typeof code === "number" ? stdout.trim() || stderr.trim() : "";
  return (said || message).split("\n", 1).join().slice(0, longest);
};

const longest = 200;

const noLogin = ({ program, registry }: Question, why: string): SwarmspecError =>
  new SwarmspecError(`${program} gave no login for ${registry}: ${why}`);
