import assert from "node:assert/strict";
import { relayOf } from "../src/cli/questions.ts";
import type { Scheme } from "../src/model/sample.ts";
import type { TenantSpec } from "../src/model/spec.ts";
import { listen, type StreamEvent } from "../src/probe/listen.ts";
import { type Page, type Via, visit } from "../src/probe/visit.ts";
import { type SwarmWorld, session } from "./world.ts";

/** Whom a client asks, through which node, and for what. */
export interface Errand {
  readonly tenant: string;
  readonly node: string;
  readonly path: string;
  /** https unless told. */
  readonly scheme?: Scheme;
  /** The first client unless told. */
  readonly client?: string;
  /** Makes it a POST. */
  readonly body?: string;
}

/** A client asks a node for a page of a tenant. */
export const fetchPage = async (world: SwarmWorld, errand: Errand): Promise<Page> => {
  const { host, scheme, via } = await wayOf(world, errand);
  const { path, body } = errand;
  const { signal } = session;
  return visit({ scheme, host, path, ...(body !== undefined && { body }) }, via, { signal });
};

/** As fetchPage, where anything but this status is a failure that names tenant, node and path. */
export const fetchOk = async (world: SwarmWorld, errand: Errand, status = 200): Promise<Page> => {
  const page = await fetchPage(world, errand);
  const { tenant, node, path } = errand;
  assert.equal(page.status, status, `${path} of ${tenant} through ${node}: ${page.body}`);
  return page;
};

/** A client listens to an event stream of a tenant through a node, until the signal aborts. */
export const listenTo = async (
  world: SwarmWorld,
  errand: Errand,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamEvent>> => {
  const { host, scheme, via } = await wayOf(world, errand);
  const { path } = errand;
  return listen({ scheme, host, path }, via, { signal: AbortSignal.any([signal, session.signal]) });
};

/** Every client with every scheme. */
export const waysOf = async (
  world: SwarmWorld,
): Promise<readonly { readonly client: string; readonly scheme: Scheme }[]> => {
  const { cluster } = await world.cluster();
  assert.ok(cluster.clients.length > 1, "the cluster has not got two clients");
  return cluster.clients.flatMap(({ name: client }) => [
    { client, scheme: "http" },
    { client, scheme: "https" },
  ]);
};

/** Host and way to a tenant through a node. */
export const wayOf = async (
  world: SwarmWorld,
  { tenant, node, scheme = "https", client: wanted }: Omit<Errand, "path">,
) => {
  const { cluster, spec } = await world.cluster();
  const client = cluster.clients.find(({ name }) => wanted === undefined || name === wanted);
  assert.ok(client && spec.proxy, "the cluster has no such client, or no proxy");
  const { public: address } = await world.node(node);
  const { host } = tenantIn(spec.tenants, tenant);
  const relay = relayOf(client, cluster);
  const via: Via = { address, port: spec.proxy[scheme], relay, ca: cluster.credentials.served.ca };
  return { host, scheme, via };
};

const tenantIn = (tenants: readonly TenantSpec[], name: string): TenantSpec => {
  const tenant = tenants.find((one) => one.name === name);
  assert.ok(tenant, `the cluster has no tenant "${name}"`);
  return tenant;
};
