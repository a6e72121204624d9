import { engineDefault } from "../model/engine-default.ts";
import type {
  FileReference,
  Healthcheck,
  Mount,
  NetworkAttachment,
  Port,
  RestartPolicy,
  ServiceSpec,
  UpdatePolicy,
} from "../model/spec.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import { filled, present, unless } from "./wire-present.ts";

/** Docker's label for the image as the stack file names it, without a digest. */
export const stackImage = "com.docker.stack.image";

/** Ours and those of docker's stacks: they say whose the service is, not what it does. */
const ownership = /^(swarmspec|com\.docker\.stack)\./;

/**
 * The one form of a service in which it is written and read: lists sorted, engine defaults left out.
 * Order and explicit defaults mean nothing, and yet the engine would restart tasks over them.
 */
export const normalise = (spec: ServiceSpec): ServiceSpec =>
  present({
    name: spec.name,
    stack: spec.stack,
    image: spec.image,
    entrypoint: filled(spec.entrypoint),
    command: filled(spec.command),
    environment: spec.environment.toSorted(),
    hostname: unless(spec.hostname, ""),
    user: unless(spec.user, ""),
    workingDir: unless(spec.workingDir, ""),
    stopGracePeriod: unless(spec.stopGracePeriod, engineDefault.stopGracePeriod),
    stopSignal: unless(spec.stopSignal, ""),
    healthcheck: healthcheck(spec.healthcheck),
    mounts: sortedBy(spec.mounts.map(mount), (each) => each.target),
    networks: sortedBy(spec.networks.map(attachment), (each) => each.network),
    configs: sortedBy(spec.configs, fileKey),
    secrets: sortedBy(spec.secrets, fileKey),
    ports: sortedBy(spec.ports, portKey),
    mode: spec.mode,
    constraints: spec.constraints.toSorted(),
    update: update(spec.update),
    restart: restart(spec.restart),
    labels: labels(spec.labels),
  } satisfies Record<keyof ServiceSpec, unknown>);

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

const mount = (each: Mount): Mount => present({ ...each, source: unless(each.source, "") });

const attachment = (each: NetworkAttachment): NetworkAttachment => ({
  network: each.network,
  aliases: each.aliases.toSorted(),
});

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

const labels = (all: ServiceSpec["labels"]): ServiceSpec["labels"] =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !ownership.test(name)));

const fileKey = (file: FileReference): string => `${file.target} ${file.name}`;

const portKey = (port: Port): string =>
  `${port.target}/${port.protocol} ${port.published} ${port.mode}`;

/** Sorted by code unit, not by locale: two machines have to agree on the order. */
const sortedBy = <Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] =>
  items.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
