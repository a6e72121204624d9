import { effectiveCapabilities } from "../model/capabilities.ts";
import { engineDefault } from "../model/engine-default.ts";
import type {
  Dns,
  Driver,
  FileReference,
  Healthcheck,
  Labels,
  NetworkAttachment,
  Port,
  Resources,
  RestartPolicy,
  ServiceSpec,
  UpdatePolicy,
} from "../model/spec.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import { withoutStack } from "./wire-mount.ts";
import { normalMount } from "./wire-normal-mount.ts";
import { filled, present, unless } from "./wire-present.ts";
import { sortedBy } from "./wire-sorted.ts";

/** Ours and those of docker's stacks: they say whose the service is, not what it does. */
const ownership = /^(swarmspec|com\.docker\.stack)\./;

/**
 * The one form of a service in which it is read: lists sorted where their order means nothing, engine
 * defaults left out, whether they were written or the engine filled them in.
 */
export const normalise = (spec: ServiceSpec): ServiceSpec =>
  present({
    name: spec.name,
    stack: spec.stack,
    image: spec.image,
    ...process(spec),
    ...sandbox(spec),
    healthcheck: healthcheck(spec.healthcheck),
    mounts: sortedBy(spec.mounts.map(normalMount), (each) => each.target),
    networks: sortedBy(spec.networks.map(attachment), (each) => each.network),
    configs: sortedBy(spec.configs, fileKey),
    secrets: sortedBy(spec.secrets, fileKey),
    ports: sortedBy(
      spec.ports.map(({ said: _, ...port }) => port),
      portKey,
    ),
    mode: spec.mode,
    constraints: spec.constraints.toSorted(),
    preferences: filled(spec.preferences),
    maxReplicasPerNode: unless(spec.maxReplicasPerNode, 0),
    resources: spec.resources && resources(spec.resources),
    logging: logging(spec.logging),
    endpointMode: unless(spec.endpointMode, engineDefault.endpointMode),
    update: update(spec.update),
    rollback: update(spec.rollback),
    restart: restart(spec.restart),
    labels: labels(spec.labels),
  } satisfies Record<keyof ServiceSpec, unknown>);

const process = (spec: ServiceSpec) => ({
  entrypoint: filled(spec.entrypoint),
  command: filled(spec.command),
  environment: spec.environment.toSorted(),
  hostname: unless(spec.hostname, ""),
  user: unless(spec.user, ""),
  workingDir: unless(spec.workingDir, ""),
  tty: unless(spec.tty, false),
  stdinOpen: unless(spec.stdinOpen, false),
  init: spec.init,
  stopGracePeriod: unless(spec.stopGracePeriod, engineDefault.stopGracePeriod),
  stopSignal: unless(spec.stopSignal, ""),
});

const sandbox = (spec: ServiceSpec) => {
  const { capAdd, capDrop } = effectiveCapabilities(spec);
  return {
    containerLabels: filled(withoutStack(spec.containerLabels ?? {})),
    readOnly: unless(spec.readOnly, false),
    isolation: unless(spec.isolation?.toLowerCase() || undefined, engineDefault.isolation),
    hosts: filled(spec.hosts),
    dns: dns(spec.dns),
    capAdd: filled(capAdd),
    capDrop: filled(capDrop),
    sysctls: filled(spec.sysctls),
    ulimits: filled(spec.ulimits && sortedBy(spec.ulimits, ({ name }) => name)),
    credential: spec.credential,
  };
};

const dns = (said: Dns | undefined): Dns | undefined =>
  said === undefined || said.nameservers.length + said.search.length === 0 ? undefined : said;

/** Nothing said, or a span of zero, leaves the image's own value in force. */
const healthcheck = (check: Healthcheck | undefined): Healthcheck | undefined => {
  if (check === undefined) return undefined;
  const limits = present({
    interval: span(check.interval),
    timeout: span(check.timeout),
    startPeriod: span(check.startPeriod),
    startInterval: span(check.startInterval),
    retries: unless(check.retries, 0),
  } satisfies Record<Exclude<keyof Healthcheck, "test">, unknown>);
  const silent = check.test.length === 0 && filled(limits) === undefined;
  return silent ? undefined : { test: check.test, ...limits };
};

const span = (value: Milliseconds | undefined) => unless(value, milliseconds(0));

const attachment = (each: NetworkAttachment): NetworkAttachment =>
  present({
    network: each.network,
    aliases: each.aliases.toSorted(),
    options: filled(each.options),
  });

const resources = ({ limits, reservations }: Resources): Resources | undefined =>
  filled(
    present({
      limits: filled(present({ ...amounts(limits), pids: unless(limits?.pids, 0) })),
      reservations: filled(
        present({
          ...amounts(reservations),
          generic: filled(sortedBy(reservations?.generic ?? [], ({ kind }) => kind)),
        }),
      ),
    }),
  );

const amounts = (said: { readonly nanoCpus?: number; readonly memory?: number } = {}) => ({
  nanoCpus: unless(said.nanoCpus, 0),
  memory: unless(said.memory, 0),
});

/** Without a name it is the engine's own driver, with the options that are said. */
const logging = (driver: Driver | undefined): Driver | undefined => {
  const options = filled(driver?.options);
  if (driver === undefined || (driver.name === "" && options === undefined)) return undefined;
  return present({ name: driver.name, options });
};

const update = (policy: UpdatePolicy | undefined): UpdatePolicy | undefined =>
  withoutDefaults(policy, engineDefault.update);

const restart = (policy: RestartPolicy | undefined): RestartPolicy | undefined =>
  withoutDefaults(policy, engineDefault.restart);

const withoutDefaults = <Policy extends object>(
  policy: Policy | undefined,
  defaults: Required<Policy>,
): Policy | undefined => {
  if (policy === undefined) return undefined;
  const said = Object.entries(policy).filter(
    ([key, value]) => value !== undefined && value !== defaults[key as keyof Policy],
  );
  return filled(Object.fromEntries(said) as Policy);
};

const labels = (all: Labels): Labels =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !ownership.test(name)));

const fileKey = (file: FileReference): string => `${file.target} ${file.name}`;

const portKey = (port: Port): string =>
  `${port.target}/${port.protocol} ${port.published} ${port.mode}`;
