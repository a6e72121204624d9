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
export const allowed: readonly {
  readonly why: string;
  readonly from: RegExp;
  readonly to: string;
}[] = [
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
    why: "where a name has no room for that, it is cut",
    from: /("(?:Name|(?:Config|Secret)(?:Name|ID))":"[^"]{53})[^"]{1,11}(?=")/g,
    to: "$1",
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

/**
 * What may differ besides in bodies that no engine has read: to it both say the same. Paths are those of the body, as
 * `Mode.Replicated.Replicas`.
 */
export const unsaid: readonly {
  readonly why: string;
  readonly isSo: (path: string, value: unknown) => boolean;
}[] = [
  {
    why: "nothing, an empty list and an empty map are the same, but where a map says which mode it is",
    isSo: (path, value) =>
      value === null ||
      (isEmpty(value) && !/^Mode\.\w+$|^(Update|Rollback)Config$|RestartPolicy$/.test(path)),
  },
  {
    why: "Go's programs say of some keys that they are empty",
    isSo: (path, value) =>
      (value === "" && /\bScope$|(LogDriver|DriverConfig)\.Name$|CredentialSpec\./.test(path)) ||
      (value === 0 && emptyIfZero.test(path)) ||
      (value === false && alwaysSaid.test(path)),
  },
  {
    why: "engines fill these in",
    isSo: (path, value) =>
      (value === 1 && /\.(Replicas|TotalCompletions|MaxConcurrent)$/.test(path)) ||
      (value === "pause" && /Config\.FailureAction$/.test(path)) ||
      (["", "stop-first"].includes(value as string) && /Config\.Order$/.test(path)) ||
      (["", "default"].includes(value as string) && /^IPAM\.Driver$/.test(path)) ||
      (value === "tcp" && /\.Protocol$/.test(path)) ||
      (value === "ingress" && /\.PublishMode$/.test(path)),
  },
];

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const emptyIfZero =
  /\.(ForceUpdate|PublishedPort|MaxAttempts|MaxReplicas)$|Config\.(Delay|Monitor)$|\.Healthcheck\.\w+$/;

const alwaysSaid =
  /(Attachable|ConfigOnly|Ingress|Internal|NoNewPrivileges|ReadOnly|ContainerSpec\.TTY)$/;

/** What docker refuses in a second deploy, and swarmspec does on purpose. */
export const doneAnew: readonly { readonly why: string; readonly said: RegExp }[] = [
  {
    why: "other content of a config or secret is a new object under a new name",
    said: /only updates to Labels are allowed/,
  },
  {
    why: "a service of another mode is removed and made again, and the plan says so",
    said: /service mode change is not allowed/,
  },
];

/** What docker leaves alone in a second deploy, and swarmspec does not. */
export const tidied = {
  removed: "what the files no longer have is removed",
  replaced: "a network that is described otherwise is replaced, and the plan says so",
};

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
