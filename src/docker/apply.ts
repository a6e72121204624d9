import type Docker from "dockerode";
import type { Change, Plan } from "../model/change.ts";
import { NotConverged } from "../model/errors.ts";
import { label } from "../model/label.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { FileSpec, NetworkSpec, ServiceSpec } from "../model/spec.ts";
import { statusOf } from "./refusal.ts";
import { toWireService, withForcedRestartsOf } from "./wire-service.ts";
import type { WireService } from "./wire-types.ts";

/** What a plan is written with. */
export interface Writing {
  readonly manager: Docker;
  readonly cluster: string;
  /** What the plan was made from; its versions guard against writes by others since. */
  readonly seen: Snapshot;
}

/** Somebody else wrote to the swarm after it was read: read again, plan again. */
export class OutOfSequence extends NotConverged {}

/**
 * Carries out a plan, a stage after the other, the changes of a stage side by side.
 * Throws OutOfSequence where the swarm changed under it. What is gone already counts as removed.
 */
export const apply = async (plan: Plan, writing: Writing): Promise<void> => {
  const ids = idsOf(writing.seen);
  for (const stage of plan.stages)
    await sideBySide(stage.map((change) => inSequence(change, write(change, writing, ids))));
};

/** Waits for all even where one fails: nothing is still being written when the swarm is read again. */
const sideBySide = async (writes: readonly Promise<void>[]): Promise<void> => {
  const failures = (await Promise.allSettled(writes)).flatMap((one) =>
    one.status === "rejected" ? [one.reason] : [],
  );
  // Reading again mends what is out of sequence, and must not hide what it cannot mend.
  const worst = failures.find((error) => !(error instanceof OutOfSequence)) ?? failures[0];
  if (worst !== undefined) throw worst;
};

interface WritableIds {
  readonly networks: Map<string, string>;
  readonly configs: Map<string, string>;
  readonly secrets: Map<string, string>;
}

const idsOf = ({ networks, configs, secrets }: Snapshot): WritableIds => ({
  networks: new Map(networks.map(({ name, id }) => [name, id])),
  configs: new Map(configs.map(({ name, id }) => [name, id])),
  secrets: new Map(secrets.map(({ name, id }) => [name, id])),
});

const write = async (change: Change, writing: Writing, ids: WritableIds): Promise<void> => {
  switch (change.kind) {
    case "node":
      return writeNode(change, writing);
    case "network":
      if (change.action !== "create")
        await gone(writing.manager.getNetwork(change.seen.id).remove());
      if (change.action !== "remove")
        ids.networks.set(change.name, await createNetwork(change.spec, writing));
      return;
    case "config":
    case "secret":
      return writeFile(change, writing, ids);
    case "service":
      return writeService(change, writing, ids);
  }
};

type On<Kind extends Change["kind"]> = Extract<Change, { kind: Kind }>;

const writeNode = async (change: On<"node">, { manager }: Writing): Promise<void> => {
  if (change.action === "create")
    throw new NotConverged(`${change.name} is not in the swarm`, {
      hint: "swarmspec up makes missing nodes and lets them join",
    });
  const node = manager.getNode(change.seen.id);
  const { Spec } = await node.inspect();
  await node.update({
    _query: { version: change.seen.version },
    _body: { ...Spec, Role: change.spec.role, Availability: "active" },
  });
};

const createNetwork = async (spec: NetworkSpec, { manager, cluster }: Writing): Promise<string> => {
  const { id } = await manager.createNetwork({
    Name: spec.name,
    Driver: spec.driver,
    Attachable: spec.attachable,
    CheckDuplicate: true,
    Labels: { [label.cluster]: cluster },
  });
  return id;
};

const writeFile = async (
  change: On<"config" | "secret">,
  { manager, cluster }: Writing,
  ids: WritableIds,
): Promise<void> => {
  const { action, kind, name } = change;
  const isConfig = kind === "config";
  if (action === "remove") {
    const { id } = change.seen;
    return gone((isConfig ? manager.getConfig(id) : manager.getSecret(id)).remove());
  }
  const body = fileBody(change.spec, cluster);
  const made = await (isConfig ? manager.createConfig(body) : manager.createSecret(body));
  (isConfig ? ids.configs : ids.secrets).set(name, made.id);
};

const fileBody = ({ name, stack, content, tenant }: FileSpec, cluster: string) => ({
  Name: name,
  Labels: {
    [label.cluster]: cluster,
    [label.stack]: stack,
    ...(tenant && { [label.tenant]: tenant.name, [label.host]: tenant.host }),
  },
  Data: Buffer.from(content).toString("base64"),
});

const writeService = async (
  change: On<"service">,
  writing: Writing,
  ids: WritableIds,
): Promise<void> => {
  const { manager, cluster } = writing;
  switch (change.action) {
    case "create":
      return createService(change.spec, writing, ids);
    case "replace":
      await gone(manager.getService(change.seen.id).remove());
      return createService(change.spec, writing, ids);
    case "remove":
      return gone(manager.getService(change.seen.id).remove());
    case "update": {
      const service = manager.getService(change.seen.id);
      const there = (await service.inspect()) as WireService;
      const body = withForcedRestartsOf(there, toWireService(change.spec, cluster, ids));
      await service.update({
        _query: { version: change.seen.version, registryAuthFrom: "spec" },
        _body: body,
      });
    }
  }
};

const createService = async (
  spec: ServiceSpec,
  { manager, cluster }: Writing,
  ids: WritableIds,
): Promise<void> => {
  // dockerode would send a lone argument as the registry's credentials too.
  await manager.createService(undefined as never, toWireService(spec, cluster, ids) as never);
};

const gone = async (removal: Promise<unknown>): Promise<void> => {
  try {
    await removal;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
};

const inSequence = async (change: Change, writing: Promise<void>): Promise<void> => {
  try {
    await writing;
  } catch (cause) {
    if (!passing.test(String(cause))) throw cause;
    throw new OutOfSequence(`${change.kind} ${change.name} was changed by someone else meanwhile`, {
      cause,
    });
  }
};

/** What another look may mend. A published port that another service holds is not: "port '80' is already in use by …". */
const passing =
  /out of sequence|already exists|no such (?:service|node)|(?<!port '\d+' is already )in use/i;
