import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type Docker from "dockerode";
import { stackName } from "./stack-fixtures.ts";

/** A stack as the engine gives it back, in its own JSON. */
export interface Written {
  readonly networks: readonly Json[];
  readonly configs: readonly Json[];
  readonly secrets: readonly Json[];
  readonly services: readonly Json[];
}

/** What the two made of one stack file, and what each said about it. */
export interface Twice {
  readonly stack: string;
  readonly docker: { readonly written?: Written; readonly said: string; readonly code: number };
  readonly ours: {
    readonly written?: Written;
    readonly said: readonly string[];
    readonly refused: boolean;
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Everything that may differ between what the docker CLI and swarmspec write. There is nothing else. */
const allowed: readonly { readonly why: string; readonly from: RegExp; readonly to: string }[] = [
  {
    why: "swarmspec's labels say whose an object is",
    from: /"swarmspec\.[a-z.]+":"[^"]*",?/g,
    to: "",
  },
  {
    why: "own configs and secrets are named by their content, so that they can be rotated",
    from: /_[0-9a-f]{10}(?=")/g,
    to: "",
  },
  {
    why: "ids are given anew each time",
    from: /"(ConfigID|SecretID|Config)":"[a-z0-9]{25}"/g,
    to: '"$1":""',
  },
  {
    why: "a subnet of the swarm's own pool is chosen anew each time",
    from: /"(Subnet|Gateway)":"10\.0\.[^"]*"/g,
    to: '"$1":"chosen"',
  },
  {
    why: "so is the number of an overlay",
    from: /"com\.docker\.network\.driver\.overlay\.vxlanid_list":"\d+"/g,
    to: '"com.docker.network.driver.overlay.vxlanid_list":""',
  },
];

/** The same without what may differ, sorted by name. */
export const comparable = (written: Written): Written => {
  const text = allowed.reduce(
    (json, { from, to }) => json.replaceAll(from, to),
    JSON.stringify(written),
  );
  const plain = JSON.parse(text.replaceAll(/,(?=\})/g, "")) as Written;
  return {
    networks: byName(plain.networks),
    configs: byName(plain.configs),
    secrets: byName(plain.secrets),
    services: byName(plain.services),
  };
};

const byName = (all: readonly Json[]): readonly Json[] =>
  all.toSorted((a, b) => (String(a.Name) < String(b.Name) ? -1 : 1));

/** What the swarm has of the stack, whoever wrote it; networks of services by name instead of id. */
export const writtenBy = async (manager: Docker): Promise<Written> => {
  const filters = { label: [`com.docker.stack.namespace=${stackName}`] };
  const [networks, configs, secrets, services, all] = await Promise.all([
    networksMade(manager, filters),
    manager.listConfigs({ filters }),
    manager.listSecrets({ filters }),
    manager.listServices({ filters }),
    manager.listNetworks(),
  ]);
  const names = new Map(all.map(({ Id, Name }) => [Id, Name]));
  const named = JSON.stringify(services.map(({ Spec }) => Spec)).replaceAll(
    /"Target":"([a-z0-9]{25})"/g,
    (_, id: string) => `"Target":"${names.get(id) ?? id}"`,
  );
  return {
    networks: networks.map(({ Id, Created, ...rest }) => rest),
    configs: configs.map(({ Spec }) => Spec as unknown as Json),
    secrets: secrets.map(({ Spec }) => Spec as unknown as Json),
    services: JSON.parse(named),
  };
};

/** In milliseconds. */
const patience = 10_000;

/** For a moment after its creation the swarm tells neither driver nor subnets nor options of a network. */
const networksMade = async (manager: Docker, filters: Readonly<Record<string, string[]>>) => {
  const deadline = performance.now() + patience;
  for (;;) {
    const networks = await manager.listNetworks({ filters });
    const open = networks.filter(({ Driver }) => Driver === "");
    if (open.length === 0) return networks;
    const names = open.map(({ Name }) => Name).join(", ");
    assert.ok(performance.now() < deadline, `the swarm does not make the network ${names}`);
    await wait(20);
  }
};
