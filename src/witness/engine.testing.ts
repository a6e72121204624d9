/** What an engine answers to one request; the body is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One request, as it arrived; the address is without version and host. */
export interface Asked {
  readonly method: string;
  readonly address: string;
  readonly body: string;
}

/** What a swarm has been told to have, by name: the last bodies, word by word. */
export type Held = Readonly<Record<Kind, ReadonlyMap<string, string>>>;

export type Kind = (typeof kinds)[number];

export const kinds = ["networks", "configs", "secrets", "services"] as const;

export const nothing: Held = {
  networks: new Map(),
  configs: new Map(),
  secrets: new Map(),
  services: new Map(),
};

/**
 * An engine of API 1.41 that only records: it keeps what it is told to have, runs nothing and fills in nothing. Ids
 * are names, so that both sides refer to a thing in the same words. Foreign things that are asked for are there.
 */
export const recordingEngine = (before: Held = nothing) => {
  const held: Record<Kind, Map<string, string>> = {
    networks: new Map(before.networks),
    configs: new Map(before.configs),
    secrets: new Map(before.secrets),
    services: new Map(before.services),
  };
  const asked: Asked[] = [];

  const listed = (kind: Kind, filters: Filters): string => {
    const own = [...held[kind]].map(([name, body]) => told(kind, name, body));
    const foreign = (filters.name ?? [])
      .filter((name) => !held[kind].has(name))
      .map((name) => told(kind, name, JSON.stringify({ Name: name })));
    return `[${[...own, ...foreign].join(",")}]`;
  };
  const one = (kind: Kind, name: string): Answer => {
    const body = held[kind].get(name);
    if (body !== undefined) return { status: 200, body: told(kind, name, body) };
    if (kind !== "networks") return refused(404, `${kind} ${name} not found`);
    return { status: 200, body: told(kind, name, JSON.stringify({ Name: name })) };
  };
  const create = (kind: Kind, body: string): Answer => {
    const { Name } = JSON.parse(body) as { Name: string };
    if (held[kind].has(Name)) return refused(409, `${kind} ${Name} already exists`);
    held[kind].set(Name, body);
    return { status: 201, body: JSON.stringify({ ID: Name, Id: Name }) };
  };
  const update = (kind: Kind, name: string, body: string): Answer => {
    const there = held[kind].get(name);
    const why = there === undefined ? "not found" : refusalOf(kind, there, body);
    if (why !== undefined) return refused(there === undefined ? 404 : 500, why);
    held[kind].set(name, body);
    return { status: 200, body: "{}" };
  };
  const remove = (kind: Kind, name: string): Answer =>
    held[kind].delete(name) ? { status: 200, body: "{}" } : refused(404, `${name} not found`);

  const answer = ({ method, address, body }: Asked): Answer => {
    const [path = "", query] = address.split("?");
    const [kind = "", name = "", action] = path.slice(1).split("/").map(decodeURIComponent);
    if (!isKind(kind)) return { status: 200, body: JSON.stringify(sayings[kind] ?? []) };
    if (method === "GET" && name === "")
      return { status: 200, body: listed(kind, filtersIn(query)) };
    if (method === "GET") return one(kind, name);
    if (method === "DELETE") return remove(kind, name);
    return action === "update" ? update(kind, name, body) : create(kind, body);
  };
  return {
    held: held as Held,
    /** Every request but those that only read. */
    writes: asked as readonly Asked[],
    answer: (request: Asked): Answer => {
      if (request.method !== "GET" && request.method !== "HEAD") asked.push(request);
      return answer(request);
    },
  };
};

const isKind = (word: string): word is Kind => (kinds as readonly string[]).includes(word);

type Filters = Readonly<Record<string, readonly string[]>>;

/** Engines take `{"name": ["a"]}` and `{"name": {"a": true}}`. */
const filtersIn = (query: string | undefined): Filters =>
  Object.fromEntries(
    Object.entries(
      JSON.parse(new URLSearchParams(query).get("filters") ?? "{}") as Record<string, object>,
    ).map(([key, values]) => [key, Array.isArray(values) ? values : Object.keys(values)]),
  );

/** Bodies are handed on as text: what a parser makes of their numbers is not for this engine to decide. */
const told = (kind: Kind, name: string, body: string): string => {
  const id = JSON.stringify(name);
  if (kind === "networks") return `{"Id":${id},"Scope":"swarm",${body.slice(1)}`;
  return `{"ID":${id},"Version":{"Index":1},"Spec":${body}}`;
};

const refused = (status: number, message: string): Answer => ({
  status,
  body: JSON.stringify({ message }),
});

/** A swarm changes neither the bytes of a config or secret nor the mode of a service. */
const refusalOf = (kind: Kind, there: string, body: string): string | undefined => {
  const [before, after] = [JSON.parse(there), JSON.parse(body)];
  if (kind === "services")
    return String(Object.keys(before.Mode ?? {})) === String(Object.keys(after.Mode ?? {}))
      ? undefined
      : "rpc error: code = Unimplemented desc = service mode change is not allowed";
  return before.Data === after.Data
    ? undefined
    : "rpc error: code = InvalidArgument desc = only updates to Labels are allowed";
};

const sayings: Readonly<Record<string, unknown>> = {
  _ping: "OK",
  version: { Version: "20.10.24", ApiVersion: "1.41", MinAPIVersion: "1.12", Os: "linux" },
  info: { OSType: "linux", Swarm: { LocalNodeState: "active", ControlAvailable: true } },
};
