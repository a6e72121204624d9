import type Docker from "dockerode";
import type { WireTask } from "./wire-types.ts";

/** One request to an engine: what is done to what, with the body if there is one. */
export interface Call {
  /** For example "create network", "update service s1". */
  readonly what: string;
  readonly body?: unknown;
}

/** Answers and failures of a recording manager. */
interface Behaviour {
  /** Called before each write is answered; what it throws is the engine's refusal. */
  readonly before?: (what: string) => Promise<void> | void;
  /** What inspecting a thing returns, by its id. */
  readonly there?: Readonly<Record<string, unknown>>;
  readonly tasks?: readonly WireTask[];
}

/** A manager that makes whatever it is told to, gives it the id `id of NAME`, and remembers every write. */
export const recordingManager = ({ before, there = {}, tasks = [] }: Behaviour = {}) => {
  const writes: Call[] = [];
  const written = async (what: string, body?: unknown): Promise<void> => {
    writes.push(body === undefined ? { what } : { what, body });
    await before?.(what);
  };
  const create = (kind: string) => async (body: { Name: string }) => {
    await written(`create ${kind}`, body);
    return { id: `id of ${body.Name}` };
  };
  const existing = (kind: string) => (id: string) => ({
    inspect: async () => there[id] ?? {},
    // dockerode takes credentials before the body, or the body alone.
    update: (...args: unknown[]) => written(`update ${kind} ${id}`, args.at(-1)),
    remove: () => written(`remove ${kind} ${id}`),
  });
  const engine = {
    createNetwork: create("network"),
    createConfig: create("config"),
    createSecret: create("secret"),
    createService: (credentials: unknown, body: { Name: string }) => {
      if (credentials !== undefined) throw new Error("credentials were sent");
      return create("service")(body);
    },
    listTasks: async () => tasks,
    getNode: existing("node"),
    getNetwork: existing("network"),
    getConfig: existing("config"),
    getSecret: existing("secret"),
    getService: existing("service"),
  } satisfies Partial<Record<keyof Docker, unknown>>;
  return { manager: engine as unknown as Docker, writes };
};

/** An engine's refusal, as dockerode words it. */
export const refusal = (statusCode: number, words: string): Error =>
  Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${words} `), { statusCode });
