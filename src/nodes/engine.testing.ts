import type Docker from "dockerode";

/** Anything with labels that an engine keeps: a container, a network or a volume. */
export interface Thing {
  readonly kind: "container" | "network" | "volume";
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly subnet?: string;
}

interface Filters {
  readonly filters?: { readonly label?: readonly string[] };
}

interface Behaviour {
  /** Called before each write is carried out; what it throws is the engine's refusal. */
  readonly before?: (what: string, body: unknown) => Promise<void> | void;
}

/** An engine that keeps things, finds them by label as engines do, and remembers every write. */
export const keepingEngine = (things: readonly Thing[] = [], { before }: Behaviour = {}) => {
  let kept = [...things];
  const writes: string[] = [];
  const listed = (kind: Thing["kind"], { filters }: Filters = {}): Thing[] =>
    kept.filter((thing) => thing.kind === kind && (filters?.label ?? []).every(isOn(thing)));
  const written = async (what: string, body: unknown): Promise<void> => {
    writes.push(what);
    await before?.(what, body);
  };
  const make = async (thing: Thing, body: unknown): Promise<void> => {
    await written(`create ${thing.kind} ${thing.id}`, body);
    kept.push(thing);
  };
  const removable = (kind: Thing["kind"]) => (id: string) => ({
    remove: async (options: unknown) => {
      await written(`remove ${kind} ${id}`, options);
      kept = kept.filter((thing) => thing.kind !== kind || thing.id !== id);
    },
  });
  const engine = {
    listContainers: async (wish: Filters) =>
      listed("container", wish).map(({ id, labels }) => ({ Id: id, Labels: labels })),
    listNetworks: async (wish: Filters) => listed("network", wish).map(wireNetwork),
    listVolumes: async (wish: Filters) => ({
      Volumes: listed("volume", wish).map(({ id, labels }) => ({ Name: id, Labels: labels })),
    }),
    createVolume: ({ Name, Labels }: Body) =>
      make({ kind: "volume", id: Name, labels: Labels }, {}),
    createNetwork: (body: Body) => make(networkOf(body), body),
    getContainer: removable("container"),
    getNetwork: removable("network"),
    getVolume: removable("volume"),
  } satisfies Partial<Record<keyof Docker, unknown>>;
  return { engine: engine as unknown as Docker, writes, left: () => kept.map(({ id }) => id) };
};

interface Body {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly IPAM?: { readonly Config: readonly { readonly Subnet: string }[] };
}

/** As engines read a label filter: `key`, or `key=value`. */
const isOn =
  ({ labels }: Thing) =>
  (filter: string): boolean => {
    const [key = "", value] = filter.split("=");
    return value === undefined ? key in labels : labels[key] === value;
  };

const wireNetwork = ({ id, labels, subnet }: Thing) => ({
  Id: id,
  Name: id,
  Labels: labels,
  IPAM: { Config: subnet === undefined ? [] : [{ Subnet: subnet }] },
});

const networkOf = ({ Name, Labels, IPAM }: Body): Thing => ({
  kind: "network",
  id: Name,
  labels: Labels,
  subnet: IPAM?.Config[0]?.Subnet ?? "",
});
