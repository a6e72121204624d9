import type { ContainerCreateOptions, HostConfig } from "dockerode";
import {
  GenericContainer,
  getContainerRuntimeClient,
  PullPolicy,
  type WaitStrategy,
} from "testcontainers";
import { withBareAddresses } from "../docker/address.ts";
import { describeEndpoint, type Endpoint } from "../docker/connect.ts";

/** A container as we want it, in terms that testcontainers has no words for. */
export interface ContainerSpec {
  readonly name: string;
  readonly hostname: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The first network is the one with the default route. */
  readonly networks: readonly [Attachment, ...Attachment[]];
  readonly files?: Readonly<Record<string, string>>;
  /** TCP ports of the container to publish on 127.0.0.1 of the engine's machine. */
  readonly published?: readonly number[];
  readonly host?: HostConfig;
}

interface Attachment {
  readonly network: string;
  readonly address: string;
  readonly aliases?: readonly string[];
}

/** Starts a container and returns its id. What it does inside is for the caller to await. */
export const startContainer = async (spec: ContainerSpec): Promise<string> => {
  withBareAddresses((await getContainerRuntimeClient()).container.dockerode);
  return (await new Member(spec).start()).getId();
};

/** testcontainers finds its engine in the environment only: call this before the first container starts. */
export const useForContainers = (endpoint: Endpoint): void => {
  const tls = endpoint.kind === "tcp" ? endpoint.tls?.folder : undefined;
  // Its reaper cannot be pulled everywhere, and would not know a kept cluster from a forgotten one.
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  process.env.DOCKER_HOST = describeEndpoint(endpoint);
  if (tls === undefined) {
    delete process.env.DOCKER_TLS_VERIFY;
    delete process.env.DOCKER_CERT_PATH;
  } else {
    process.env.DOCKER_TLS_VERIFY = "1";
    process.env.DOCKER_CERT_PATH = tls;
  }
};

/** Static addresses, a second network, device rules: what GenericContainer keeps protected. */
class Member extends GenericContainer {
  readonly #others: readonly Attachment[];

  constructor(spec: ContainerSpec) {
    super(spec.image);
    const [first, ...others] = spec.networks;
    this.#others = others;
    this.withName(spec.name)
      .withLabels({ ...spec.labels })
      .withNetworkMode(first.network)
      .withPullPolicy(PullPolicy.neverPull())
      .withAutoCleanup(false)
      .withCopyContentToContainer(
        Object.entries(spec.files ?? {}).map(([target, content]) => ({
          target,
          content,
          mode: 0o600,
        })),
      )
      .withWaitStrategy(atOnce);
    Object.assign(this.createOpts, creation(spec, first));
    Object.assign(this.hostConfig, { ...spec.host, PortBindings: bindings(spec.published ?? []) });
  }

  protected override async containerCreated(id: string): Promise<void> {
    const { container } = await getContainerRuntimeClient();
    for (const { network, ...attachment } of this.#others)
      await container.dockerode
        .getNetwork(network)
        .connect({ Container: id, EndpointConfig: endpoint(attachment) });
  }
}

const creation = (spec: ContainerSpec, first: Attachment): Partial<ContainerCreateOptions> => ({
  Hostname: spec.hostname,
  ...(spec.command && { Cmd: [...spec.command] }),
  ExposedPorts: Object.fromEntries((spec.published ?? []).map((port) => [`${port}/tcp`, {}])),
  NetworkingConfig: { EndpointsConfig: { [first.network]: endpoint(first) } },
});

const endpoint = ({ address, aliases = [] }: Omit<Attachment, "network">) => ({
  IPAMConfig: { IPv4Address: address },
  Aliases: [...aliases],
});

const bindings = (ports: readonly number[]) =>
  Object.fromEntries(ports.map((port) => [`${port}/tcp`, [{ HostIp: "127.0.0.1", HostPort: "" }]]));

// Its waits look from the host or run shells inside; ours ask the service itself, and only once for all nodes.
const atOnce: WaitStrategy = {
  waitUntilReady: async () => {},
  withStartupTimeout: () => atOnce,
  isStartupTimeoutSet: () => false,
  getStartupTimeout: () => 0,
};
