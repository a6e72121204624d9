import assert from "node:assert/strict";
import { When } from "@cucumber/cucumber";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { certificateFor } from "../../src/nodes/authority.ts";
import { by } from "../../steps/phrase.ts";
import { type SwarmWorld, session } from "../../steps/world.ts";
import { changedFile } from "./stored-file.ts";

When(
  "the proxy of {string} is configured with {string} instead of {string}",
  by(async (world, node: string, wrong: string, right: string) => {
    const change = (text: string) => text.replaceAll(right, wrong);
    await changeProxy(world, { node, file: "configs", prefix: "proxy_haproxy_", change });
  }),
);

When(
  "the proxy of {string} serves {string} with a certificate that was issued on {string}",
  by((world, node: string, tenant: string, since: string) =>
    changeCertificate(world, { node, tenant, since }),
  ),
);

When(
  "the proxy of {string} serves {string} with a certificate that has expired",
  by((world, node: string, tenant: string) =>
    changeCertificate(world, { node, tenant, since: "2020-01-01", until: "2020-12-31" }),
  ),
);

When(
  "the proxy of {string} is given the operator's certificate and key as those of {string}",
  by(async (world, node: string, tenant: string) => {
    const { cert, key } = (await world.cluster()).cluster.credentials.engines;
    const change = () => `${cert}\n${key}\n`;
    await changeProxy(world, { node, file: "secrets", prefix: `proxy_cert_${tenant}_`, change });
  }),
);

interface Issued {
  readonly node: string;
  readonly tenant: string;
  readonly since: string;
  readonly until?: string;
}

const changeCertificate = async (
  world: SwarmWorld,
  { node, tenant, ...validity }: Issued,
): Promise<void> => {
  const { cluster, spec } = await world.cluster();
  const host = spec.tenants.find(({ name }) => name === tenant)?.host;
  assert.ok(host, `no tenant "${tenant}"`);
  const { served } = cluster.credentials;
  const chain = await certificateFor(served, [host], validity);
  const change = () => `${chain}\n${served.key}\n`;
  await changeProxy(world, { node, file: "secrets", prefix: `proxy_cert_${tenant}_`, change });
};

interface Change {
  readonly node: string;
  readonly file: "configs" | "secrets";
  readonly prefix: string;
  readonly change: (text: string) => string;
}

const changeProxy = async (
  world: SwarmWorld,
  { node, file, prefix, change }: Change,
): Promise<void> => {
  const { engine } = await session.place();
  const id = idInUse(await world.observe(), file, prefix);
  const fault = changedFile(engine, await world.node(node), { service: "proxy", id, change });
  await session.inflict(fault, (await world.cluster()).cluster.name);
};

const idInUse = (seen: Snapshot, file: Change["file"], prefix: string): string => {
  const proxy = seen.services.find(({ spec }) => spec.name === "proxy");
  const name = proxy?.spec[file].find((one) => one.name.startsWith(prefix))?.name;
  const found = seen[file].find((one) => one.name === name);
  assert.ok(found, `the proxy has no file ${prefix}`);
  return found.id;
};
