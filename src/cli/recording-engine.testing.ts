import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer, text } from "node:stream/consumers";
import tar from "tar-stream";
import { packed } from "../host/images.ts";

/** One request as it came over the wire. */
export interface Asked {
  readonly method: string;
  /** Without version and query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** Whatever an engine was sent as JSON; named is what it looks at. */
interface Body {
  Name?: string;
  Hostname?: string;
  Labels?: Record<string, string>;
  Driver?: string;
  HostConfig?: { Mounts?: { Source: string }[]; PortBindings?: object };
  NetworkingConfig?: { EndpointsConfig: Record<string, unknown> };
  Container?: string;
  EndpointConfig?: unknown;
  [other: string]: unknown;
}

interface Filters {
  readonly label?: readonly string[];
  readonly scope?: readonly string[];
}

interface Kept {
  readonly Id: string;
  readonly kind: string;
  readonly name: string;
  readonly body: Body;
  readonly files: Map<string, { readonly mode: number; readonly content: string }>;
}

/**
 * For tests: an engine behind a unix socket that keeps what it is told to make, runs nothing, and remembers each
 * request. It is the machine's engine, that of every node, and a manager.
 */
export const recordingEngine = async (socket: string) => {
  const asked: Asked[] = [];
  const kept: Kept[] = [];
  const images = new Set<string>();
  let count = 0;
  const swarm = new Set<string>();

  const found = (kind: string, key = "") =>
    kept.find((one) => one.kind === kind && (one.Id === key || one.name === key));
  const make = (kind: string, name: string, body: Body) => {
    const one = { Id: `${kind.replaceAll("/", "")}${++count}`, kind, name, body, files: new Map() };
    kept.push(one);
    return { Id: one.Id, ID: one.Id, id: one.Id, Name: name };
  };
  const listed = (kind: string, query: URLSearchParams) => {
    const { label = [], scope } = JSON.parse(query.get("filters") ?? "{}") as Filters;
    return kept
      .filter((one) => one.kind === kind)
      .filter(({ body }) => scope === undefined || body.Driver === "overlay")
      .filter(({ body: { Labels = {} } }) =>
        label.every((wish) => {
          const [key = "", value] = wish.split("=");
          return value === undefined ? key in Labels : Labels[key] === value;
        }),
      );
  };
  const network = ({ Id, name, body }: Kept) => ({ Id, ...body, Name: name });
  const container = ({ Id, name, body }: Kept) => ({
    ...{ Id, Name: `/${name}`, Names: [`/${name}`], Labels: body.Labels, State: "running" },
    Config: { Labels: body.Labels, Hostname: body.Hostname },
    HostConfig: body.HostConfig,
    Mounts: (body.HostConfig?.Mounts ?? []).map(({ Source }) => ({ Name: Source })),
    NetworkSettings: {
      Networks: body.NetworkingConfig?.EndpointsConfig ?? {},
      Ports: Object.fromEntries(
        Object.keys(body.HostConfig?.PortBindings ?? {}).map((port) => [
          port,
          [{ HostIp: "127.0.0.1", HostPort: "1" }],
        ]),
      ),
    },
  });
  const object = ({ Id, body }: Kept) => ({
    ...{ ID: Id, Version: { Index: 1 }, Spec: body, Status: { State: "ready" } },
    Description: { Hostname: body.Hostname },
  });
  const node = (hostname: string) =>
    make("nodes", hostname, { Hostname: hostname, Role: "manager", Availability: "active" });

  type Answer = (key: string, asked: Asked, sent: Body) => unknown;
  const routes: readonly (readonly [string, RegExp, Answer])[] = [
    ["GET", /^\/version$/, () => ({ ApiVersion: "1.44" })],
    ["GET", /^\/_ping$/, () => "OK"],
    [
      "GET",
      /^\/info$/,
      () => ({ Swarm: { LocalNodeState: [...swarm][0] ?? "inactive", ControlAvailable: true } }),
    ],
    ["POST", /^\/swarm\/(init|join)$/, () => swarm.add("active")],
    ["GET", /^\/swarm$/, () => ({ JoinTokens: { Manager: token, Worker: token } })],
    ["GET", /^\/images\/(.+)\/json$/, (name) => isThere(name) && { Id: name, Size: 1 }],
    [
      "POST",
      /^\/build$/,
      (_, { query }) => [images.add(query.get("t") ?? ""), { stream: "Step 1" }][1],
    ],
    ["POST", /^\/images\/create$/, () => ({ status: "pulled" })],
    ["POST", /^\/images\/(.+)\/push$/, () => ({ aux: { Digest: `sha256:${"0".repeat(64)}` } })],
    ["POST", /^\/images\/(.+)\/tag$/, () => ({})],
    ["DELETE", /^\/images\/(.+)$/, () => []],
    [
      "POST",
      /^\/containers\/create$/,
      (_, { query }, sent) => make("containers", query.get("name") ?? "", sent),
    ],
    ["GET", /^\/containers\/json$/, (_, { query }) => listed("containers", query).map(container)],
    ["GET", /^\/containers\/([^/]+)\/json$/, (key) => inspected(found("containers", key))],
    [
      "PUT",
      /^\/containers\/([^/]+)\/archive$/,
      (key, { body }) => unpacked(body, found("containers", key)),
    ],
    [
      "GET",
      /^\/containers\/([^/]+)\/archive$/,
      (key, { query }) => archived(found("containers", key), query.get("path") ?? ""),
    ],
    ["POST", /^\/containers\/([^/]+)\/exec$/, () => make("exec", "", {})],
    ["POST", /^\/exec\/([^/]+)\/start$/, () => Buffer.alloc(0)],
    ["GET", /^\/exec\/([^/]+)\/json$/, () => ({ ExitCode: 0 })],
    ["POST", /^\/containers\/([^/]+)\/\w+$/, () => ({ StatusCode: 137 })],
    ["GET", /^\/networks\/bridge$/, () => ({ IPAM: { Config: [{ Gateway: "172.17.0.1" }] } })],
    ["GET", /^\/networks$/, (_, { query }) => listed("networks", query).map(network)],
    [
      "POST",
      /^\/networks\/([^/]+)\/connect$/,
      (key, _asked, { Container, EndpointConfig }) => {
        const networks = found("containers", Container)?.body.NetworkingConfig?.EndpointsConfig;
        if (networks !== undefined) networks[key] = EndpointConfig;
      },
    ],
    [
      "GET",
      /^\/volumes$/,
      (_, { query }) => ({
        Volumes: listed("volumes", query).map(({ name, body }) => ({ ...body, Name: name })),
      }),
    ],
    [
      "GET",
      /^\/(nodes|services|configs|secrets|tasks)$/,
      (kind, { query }) => listed(kind, query).map(object),
    ],
    ["GET", /^\/((?:nodes|services)\/[^/]+)$/, (key) => object(found(...split(key)) as Kept)],
    [
      "POST",
      /^\/((?:nodes|services)\/[^/]+)\/update$/,
      (key, _asked, sent) => {
        const one = found(...split(key)) as Kept;
        for (const name of Object.keys(one.body)) delete one.body[name];
        Object.assign(one.body, sent);
      },
    ],
    [
      "POST",
      /^\/(networks|volumes|configs|secrets|services)\/create$/,
      (kind, _, sent) => make(kind, sent.Name ?? "", sent),
    ],
    [
      "DELETE",
      /^\/((?:containers|networks|volumes|configs|secrets|services)\/[^/]+)$/,
      (key) => {
        const at = kept.indexOf(found(...split(key)) as Kept);
        if (at >= 0) kept.splice(at, 1);
      },
    ],
  ];
  const isThere = (name: string) => images.has(name) || /^(swarmspec\/base|debian):/.test(name);
  const inspected = (one: Kept | undefined) =>
    one && { ...container(one), State: { Running: true, Paused: false, Status: "running" } };

  const server = createServer(async (request, response) => {
    const one = await read(request);
    asked.push(one);
    for (const [method, path, answer] of routes) {
      const [met, key] = path.exec(one.path) ?? [];
      if (method !== one.method || met === undefined) continue;
      const said = await answer(key ?? "", one, jsonOf(one));
      if (said === false) break;
      if (Buffer.isBuffer(said)) return void response.end(said);
      if (said === undefined) return void response.writeHead(method === "POST" ? 200 : 204).end();
      response.writeHead(
        method === "POST" && /create$|exec$|tag$/.test(one.path) && !/images\/create/.test(one.path)
          ? 201
          : 200,
      );
      return void response.end(typeof said === "string" ? said : `${JSON.stringify(said)}\n`);
    }
    response.writeHead(404).end(JSON.stringify({ message: `${one.method} ${one.path} not found` }));
  });
  await once(server.listen(socket), "listening");
  return {
    asked: asked as readonly Asked[],
    node,
    /** The files that containers were given, by their paths. */
    files: () => kept.flatMap(({ files }) => [...files]),
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** By which a node joins: nobody else is to have it. */
export const token = "SWMTKN-1-canary-of-a-join-token";

const split = (key: string) => key.split("/") as [string, string];

const read = async (request: IncomingMessage): Promise<Asked> => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://engine");
  return {
    method: request.method ?? "",
    path: decodeURIComponent(pathname).replace(/^\/v[\d.]+(?=\/)/, ""),
    query: searchParams,
    body: await buffer(request),
  };
};

const jsonOf = ({ body }: Asked): Body =>
  body[0] === "{".charCodeAt(0) ? (JSON.parse(body.toString()) as Body) : {};

const unpacked = async (archive: Buffer, one: Kept | undefined): Promise<string> => {
  const entries = tar.extract();
  entries.end(archive);
  for await (const entry of entries)
    one?.files.set(entry.header.name, {
      mode: entry.header.mode ?? 0,
      content: await text(entry),
    });
  return "";
};

const archived = (one: Kept | undefined, path: string): Promise<Buffer> | false => {
  const [name, file] =
    [...(one?.files ?? [])].find(([name]) => `/${name}` === path || name === path) ?? [];
  if (name === undefined || file === undefined) return false;
  return packed([{ name: "file", mode: file.mode, content: Buffer.from(file.content) }]);
};
