import Docker from "dockerode";
import { swarmBehind } from "../docker/swarm.ts";
import type { Change } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { diff } from "../plan/diff.ts";
import { clusterOfStackFiles } from "../spec/bare-stack.ts";
import { pin } from "../spec/pin.ts";
import { type Answer, type Held, type Kind, nothing, recordingEngine } from "./engine.testing.ts";
import { type Deployed, environment, type Stack, stackFolder, stackName } from "./stack.testing.ts";

type Read = (path: string) => string;

/**
 * The stack, applied to a swarm in memory until the plan is empty, or as often as that may take. `beside` reads the files that the stack names, by
 * their path from the stack's folder.
 */
export const deployedByUs = async (
  stack: Stack,
  beside: Read,
  before: Held = nothing,
): Promise<Deployed> => {
  const spec = specOf(stack, beside);
  if (typeof spec === "string") return { held: before, said: spec, refused: true };
  const engine = recordingEngine(withForeign(before, spec));
  const said = (spec.warnings ?? []).join("\n");
  const open = await converged(swarmBehind(managerOn(engine), { cluster: stackName }), spec);
  return { held: engine.held, said, refused: false, ...(open.length > 0 && { open }) };
};

/** What is left to do, though it was planned and applied as often as that may take. */
const converged = async (
  swarm: ReturnType<typeof swarmBehind>,
  spec: ClusterSpec,
): Promise<readonly string[]> => {
  try {
    for (let round = 0; round < 4; round++) {
      const seen = await swarm.observe();
      const plan = diff(spec, seen);
      if (plan.stages.length === 0) return [];
      await swarm.apply(plan, seen);
    }
    return diff(spec, await swarm.observe())
      .stages.flat()
      .map(toldOf);
  } catch (error) {
    return [`all that comes after ${String(error)}`];
  }
};

const toldOf = ({ action, kind, name, fields }: Change): string =>
  `${action} ${kind} ${name}: ${fields.map(({ field }) => field).join(", ")}`;

/** What is read out of the stack, or why it is refused. */
const specOf = ({ files }: Stack, beside: Read): ClusterSpec | string => {
  const texts = new Map(files.map(([name, text]) => [`${stackFolder}/${name}`, text]));
  const read = (path: string): string =>
    texts.get(path) ?? beside(path.replace(`${stackFolder}/`, ""));
  try {
    const spec = clusterOfStackFiles(
      [...texts.keys()],
      { name: stackName, managers: 1 },
      { cwd: stackFolder, environment, read },
    );
    // The nodes are nobody's concern here: nothing runs.
    return pin({ ...spec, nodes: [] }, { certificates: new Map() });
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
};

/** Configs and secrets that somebody else has made. */
const withForeign = (before: Held, spec: ClusterSpec): Held => {
  const foreign = (kind: Kind & ("configs" | "secrets")): [string, string][] => {
    const own = new Set(spec[kind].map(({ name }) => name));
    return spec.services
      .flatMap((service) => [...service[kind], ...credentialIn(service)])
      .filter(({ name }) => !own.has(name))
      .map(({ name }) => [name, JSON.stringify({ Name: name })]);
  };
  return {
    ...before,
    configs: new Map([...before.configs, ...foreign("configs")]),
    secrets: new Map([...before.secrets, ...foreign("secrets")]),
  };
};

const credentialIn = ({ credential }: ServiceSpec) =>
  credential?.kind === "config" ? [credential] : [];

/** What docker-modem hands to its own request, and takes back from it. */
interface Modem {
  buildRequest(to: To, context: Context, data: string | undefined, back: Back): void;
  buildPayload(...args: readonly unknown[]): void;
}
interface To {
  readonly method: string;
  readonly path: string;
}
interface Context {
  readonly statusCodes: Readonly<Record<number, unknown>>;
}
type Back = (error: unknown, body: unknown) => void;

/** dockerode before that engine, but for the socket between them: requests are what it would send. */
const managerOn = ({ answer }: ReturnType<typeof recordingEngine>): Docker => {
  const manager = new Docker({ socketPath: "/nowhere" });
  const modem = manager.modem as unknown as Modem;
  modem.buildRequest = ({ method, path }, { statusCodes }, data = "", back) => {
    const { status, body }: Answer = answer({ method, address: path, body: data });
    const response = { statusCode: status };
    modem.buildPayload(null, false, statusCodes, false, {}, response, JSON.parse(body), back);
  };
  return manager;
};
