import { isDeepStrictEqual } from "node:util";
import type Docker from "dockerode";
import { refusal } from "./manager.testing.ts";
import type {
  WireNetwork,
  WireNode,
  WirePort,
  WireService,
  WireServiceSpec,
  WireStoredFile,
} from "./wire-types.ts";

type Stored = WireService | WireStoredFile | WireNode | WireNetwork;
type Body = WireServiceSpec & Record<string, unknown>;

/** The process that called an engine is no more. */
export class Stopped extends Error {}

/** Before or after which write, counted from 0, the calling process ends. */
export interface Stop {
  readonly write: number;
  readonly when: "before" | "after";
}

/**
 * A swarm kept in memory that refuses what an engine refuses: stale versions, names that are taken, what
 * is in use, ports that another service has, references to nothing. It runs no tasks. Its nodes make a
 * volume when a service that mounts it is written, and keep the options that they made it with.
 */
export const swarmEngine = (nodeNames: readonly string[] = ["node-01"]) => {
  const stored = {
    node: new Map<string, WireNode>(),
    network: new Map<string, WireNetwork>(),
    config: new Map<string, WireStoredFile>(),
    secret: new Map<string, WireStoredFile>(),
    service: new Map<string, WireService>(),
  };
  type Kind = keyof typeof stored;
  const volumes = new Map<string, unknown>();
  const writes: string[] = [];
  let [stop, count, stopped, clock]: [Stop | undefined, number, boolean, number] = [
    undefined,
    0,
    false,
    0,
  ];

  const alive = (): void => {
    if (stopped) throw new Stopped();
  };
  const stopIf = (now: boolean): void => {
    stopped ||= now;
    alive();
  };
  const writing = async <T>(what: string, work: () => T): Promise<T> => {
    alive();
    const number = count++;
    stopIf(stop?.write === number && stop.when === "before");
    const result = work();
    writes.push(what);
    stopIf(stop?.write === number && stop.when === "after");
    return result;
  };

  const nameOf = (one: Stored | undefined): string => {
    if (one === undefined) return "?";
    if ("Name" in one) return one.Name;
    return (one as WireService).Spec?.Name ?? (one as WireNode).Description?.Hostname ?? "";
  };
  const all = (kind: Kind): Stored[] => [...stored[kind].values()];
  const keyOf = (kind: Kind, key: string): string =>
    stored[kind].has(key)
      ? key
      : ([...stored[kind]].find(([, one]) => nameOf(one) === key)?.[0] ?? key);

  const freeName = (kind: Kind, name: string): void => {
    if (all(kind).some((one) => nameOf(one) === name))
      throw refusal(409, `name conflicts: ${kind} ${name} already exists`);
  };
  const usersOf = (id: string) =>
    [...stored.service.values()].filter(({ Spec }) => referencesOf(Spec ?? {}).includes(id));
  const sound = (spec: WireServiceSpec, id?: string): void => {
    const known = [...stored.network.keys(), ...stored.config.keys(), ...stored.secret.keys()];
    const missing = referencesOf(spec).find((one) => !known.includes(one));
    if (missing !== undefined) throw refusal(404, `${missing} not found`);
    for (const other of stored.service.values())
      if (other.ID !== id && collide(portsOf(spec), portsOf(other.Spec ?? {})))
        throw refusal(
          400,
          `port '80' is already in use by service '${nameOf(other)}' (${other.ID})`,
        );
  };
  const makeVolumes = (spec: WireServiceSpec): void => {
    for (const mount of spec.TaskTemplate?.ContainerSpec?.Mounts ?? [])
      if (mount.Type === "volume" && !volumes.has(mount.Source ?? ""))
        volumes.set(mount.Source ?? "", mount.VolumeOptions?.DriverConfig);
  };

  const create = (kind: Exclude<Kind, "node">) => (body: Body) =>
    writing(`create ${kind} ${body.Name}`, () => {
      freeName(kind, body.Name ?? "");
      const id = `${kind}${++clock}`;
      if (kind === "service") {
        sound(body);
        makeVolumes(body);
        stored.service.set(id, { ID: id, Version: { Index: clock }, Spec: body });
      } else if (kind === "network")
        stored.network.set(id, { Id: id, ...(body as object) } as WireNetwork);
      else stored[kind].set(id, { ID: id, Spec: body } as WireStoredFile);
      return { id };
    });

  const update = (kind: "node" | "service", id: string, query: { version: number }, body: Body) =>
    writing(`update ${kind} ${nameOf(stored[kind].get(id))}`, () => {
      const there = stored[kind].get(id);
      if (there === undefined) throw refusal(404, `no such ${kind}`);
      if (there.Version?.Index !== query.version) throw refusal(500, "update out of sequence");
      if (kind === "service") {
        const before = there.Spec as WireServiceSpec;
        if (isDeepStrictEqual(before, body)) throw new Error(`a write of nothing to ${body.Name}`);
        if (!isDeepStrictEqual(Object.keys(before.Mode ?? {}), Object.keys(body.Mode ?? {})))
          throw refusal(501, "service mode change is not allowed");
        sound(body, id);
        makeVolumes(body);
        Object.assign(there, { PreviousSpec: before });
      }
      Object.assign(there, { Spec: body, Version: { Index: ++clock } });
    });

  const remove = (kind: Kind, key: string) => {
    const id = keyOf(kind, key);
    return writing(`remove ${kind} ${nameOf(stored[kind].get(id))}`, () => {
      const [user] = usersOf(id);
      if (user !== undefined)
        throw refusal(400, `${kind} ${id} is in use by service ${nameOf(user)}`);
      if (!stored[kind].delete(id)) throw refusal(404, `${kind} ${id} not found`);
    });
  };

  const existing = (kind: Kind) => (id: string) => ({
    inspect: async () => stored[kind].get(id),
    remove: () => remove(kind, id),
    update: (...args: { _query: { version: number }; _body: Body }[]) => {
      const { _query, _body } = args.at(-1) as { _query: { version: number }; _body: Body };
      return update(kind as "node" | "service", id, _query, _body);
    },
  });

  const removeVolume = (name: string) =>
    writing(`remove volume ${name}`, () => {
      const isMounted = [...stored.service.values()].some(({ Spec }) =>
        (Spec?.TaskTemplate?.ContainerSpec?.Mounts ?? []).some(({ Source }) => Source === name),
      );
      if (isMounted) throw refusal(409, "volume is in use");
      if (!volumes.delete(name)) throw refusal(404, "no such volume");
    });

  for (const name of nodeNames)
    stored.node.set(name, {
      ...{ ID: name, Version: { Index: ++clock }, Description: { Hostname: name } },
      Spec: { Role: name === nodeNames[0] ? "manager" : "worker", Availability: "active" },
      Status: { State: "ready", Addr: "10.1.0.1" },
    });

  const list = (kind: Kind) => async () => {
    alive();
    return structuredClone(all(kind));
  };
  const engine = {
    listNodes: list("node"),
    listNetworks: list("network"),
    listConfigs: list("config"),
    listSecrets: list("secret"),
    listServices: list("service"),
    listTasks: async () => [],
    createNetwork: create("network"),
    createConfig: create("config"),
    createSecret: create("secret"),
    createService: (_user: unknown, body: Body) => create("service")(body),
    getNode: existing("node"),
    getNetwork: existing("network"),
    getConfig: existing("config"),
    getSecret: existing("secret"),
    getService: existing("service"),
    getVolume: (name: string) => ({ remove: () => removeVolume(name) }),
    ping: async () => "OK",
  } satisfies Partial<Record<keyof Docker, unknown>>;

  return {
    manager: engine as unknown as Docker,
    /** One engine stands for all nodes. */
    nodes: async () => [engine as unknown as Docker],
    /** What was written, in its order, for example "create network tuleap". */
    writes: writes as readonly string[],
    volumes: volumes as ReadonlyMap<string, unknown>,
    /** From now on writes count from 0, and the process ends there. */
    stopAt: (at: Stop | undefined): void => {
      [stop, count, stopped] = [at, 0, false];
    },
  };
};

const referencesOf = ({ TaskTemplate: task }: WireServiceSpec): string[] => [
  ...(task?.Networks ?? []).map(({ Target }) => Target ?? ""),
  ...(task?.ContainerSpec?.Configs ?? []).map(({ ConfigID }) => ConfigID ?? ""),
  ...(task?.ContainerSpec?.Secrets ?? []).map(({ SecretID }) => SecretID ?? ""),
];

const portsOf = ({ EndpointSpec }: WireServiceSpec): WirePort[] =>
  (EndpointSpec?.Ports ?? []).filter(({ PublishedPort }) => PublishedPort);

const collide = (some: readonly WirePort[], others: readonly WirePort[]): boolean =>
  some.some((a) =>
    others.some(
      (b) =>
        a.PublishedPort === b.PublishedPort &&
        a.Protocol === b.Protocol &&
        !(a.PublishMode === "host" && b.PublishMode === "host"),
    ),
  );
