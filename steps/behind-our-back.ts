import assert from "node:assert/strict";
import { After } from "@cucumber/cucumber";
import type Docker from "dockerode";
import type { Service } from "dockerode";

/** What somebody with a docker CLI does to a swarm while we do not look. */
interface Made {
  readonly name: string;
  readonly image: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export const makeService = async (
  manager: Docker,
  { name, image, labels }: Made,
): Promise<void> => {
  const TaskTemplate = { ContainerSpec: { Image: image } };
  const spec = { Name: name, Labels: { ...labels }, TaskTemplate };
  await manager.createService(undefined as never, spec as never);
  afterwards(async () => {
    const left = await manager.listServices({ filters: { name: [name] } });
    const made = left.filter(({ Spec }) => Spec?.Name === name);
    await Promise.all(made.map(({ ID }) => manager.getService(ID).remove()));
  });
};

export const removeService = async (manager: Docker, name: string): Promise<void> => {
  await (await serviceNamed(manager, name)).remove();
};

/** Writes fields of a service as a person would give them. */
export const tamper = async (
  manager: Docker,
  name: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> => {
  await rewrite(manager, name, (spec) => {
    for (const [field, value] of Object.entries(fields)) {
      const write = writers[field];
      assert.ok(write, `cannot change "${field}"; known are ${Object.keys(writers).join(", ")}`);
      write(spec, value);
    }
  });
};

/** Writes a service as `change` leaves its spec. */
export const rewrite = async (
  manager: Docker,
  name: string,
  change: (spec: WritableSpec) => void,
): Promise<void> => {
  const service = await serviceNamed(manager, name);
  const { Spec, Version } = await service.inspect();
  change(Spec);
  await service.update({
    _query: { version: Version.Index, registryAuthFrom: "spec" },
    _body: Spec,
  });
};

// The engine's own JSON, which dockerode does not type in full.
interface WritableSpec {
  Mode: { Replicated?: { Replicas: number } };
  TaskTemplate: {
    ContainerSpec: { Image: string; Args?: string[]; Env?: string[] };
    Networks?: { Target: string }[];
    ForceUpdate?: number;
  };
  UpdateConfig?: { Parallelism?: number };
  EndpointSpec?: { Ports?: object[] };
}

type Write = (spec: WritableSpec, value: string) => void;

const writers: Readonly<Record<string, Write>> = {
  replicas: (spec, value) => {
    spec.Mode = { Replicated: { Replicas: Number(value) } };
  },
  image: (spec, value) => {
    spec.TaskTemplate.ContainerSpec.Image = value;
  },
  command: (spec, value) => {
    spec.TaskTemplate.ContainerSpec.Args = value.split(" ");
  },
  environment: (spec, value) => {
    const { ContainerSpec } = spec.TaskTemplate;
    ContainerSpec.Env = [...(ContainerSpec.Env ?? []), ...value.split(" ")];
  },
  networks: (spec, value) => {
    assert.equal(value, "none", "networks can only be taken away");
    spec.TaskTemplate.Networks = [];
  },
  ports: (spec, value) => {
    const [published, target] = value.split(":").map(Number);
    const port = { PublishedPort: published, TargetPort: target, PublishMode: "host" };
    spec.EndpointSpec = { ...spec.EndpointSpec, Ports: [port] };
  },
};

/** Writes labels and availability of a node, as docker node update would. */
export const tamperWithNode = async (
  manager: Docker,
  name: string,
  { labels, availability }: { readonly labels: string; readonly availability: string },
): Promise<void> => {
  const nodes = await manager.listNodes();
  const found = nodes.find(({ Description }) => Description?.Hostname === name);
  assert.ok(found, `there is no node "${name}"`);
  const node = manager.getNode(found.ID);
  const { Spec, Version } = await node.inspect();
  const Labels = Object.fromEntries(labels.split(",").map((pair) => pair.trim().split("=")));
  await node.update({
    _query: { version: Version.Index },
    _body: { ...Spec, Labels, Availability: availability },
  });
};

const serviceNamed = async (manager: Docker, name: string): Promise<Service> => {
  const found = await manager.listServices({ filters: { name: [name] } });
  const service = found.find(({ Spec }) => Spec?.Name === name);
  assert.ok(service, `there is no service "${name}"`);
  return manager.getService(service.ID);
};

/** What is nobody's in the description stays in the swarm for ever, unless it is removed after the scenario. */
export const afterwards = (remove: () => Promise<unknown>): void => void removals.push(remove);

const removals: (() => Promise<unknown>)[] = [];

After(async () => {
  for (const remove of removals.splice(0).reverse()) await remove();
});
