import { effectiveCapabilities } from "../model/capabilities.ts";
import type { FieldChange } from "../model/change.ts";
import type { Conceal } from "../model/concealed.ts";
import { engineDefault } from "../model/engine-default.ts";
import { label } from "../model/label.ts";
import type { Mode, ServiceSpec } from "../model/spec.ts";
import { each, type Fact } from "./fact.ts";
import { mountFacts } from "./mount-facts.ts";
import { resourceFacts } from "./resource-facts.ts";
import { shown } from "./shown.ts";
import { type Difference, fieldChange } from "./telling.ts";
import * as words from "./words.ts";

/*
 * What each field says. Lists in which order means nothing become a fact per entry or a sorted set,
 * and silence becomes the engine's default, so that neither shows up as a difference.
 */
const facts: { [Field in keyof ServiceSpec]-?: (spec: ServiceSpec) => readonly Fact[] } = {
  name: (spec) => [["name", spec.name]],
  stack: (spec) => [["stack", spec.stack]],
  image: (spec) => [["image", spec.image]],
  entrypoint: (spec) => [["entrypoint", words.list(spec.entrypoint)]],
  command: (spec) => [["command", words.list(spec.command)]],
  environment: (spec) => spec.environment.map(variable),
  hostname: (spec) => [["hostname", spec.hostname || "(the container's id)"]],
  user: (spec) => [["user", words.text(spec.user)]],
  workingDir: (spec) => [["workingDir", words.text(spec.workingDir)]],
  containerLabels: (spec) =>
    each("containerLabels", spec.containerLabels).filter(
      ([field]) => field !== `containerLabels.${label.stack}`,
    ),
  tty: (spec) => [["tty", words.yesNo(spec.tty)]],
  stdinOpen: (spec) => [["stdinOpen", words.yesNo(spec.stdinOpen)]],
  readOnly: (spec) => [["readOnly", words.yesNo(spec.readOnly)]],
  init: ({ init }) => [["init", init === undefined ? "(the engine decides)" : words.yesNo(init)]],
  isolation: (spec) => [["isolation", spec.isolation?.toLowerCase() || engineDefault.isolation]],
  hosts: (spec) => [["hosts", words.ordered(spec.hosts)]],
  dns: ({ dns }) => [
    ["dns.nameservers", words.ordered(dns?.nameservers)],
    ["dns.search", words.ordered(dns?.search)],
  ],
  capAdd: (spec) => [["capAdd", words.set(effectiveCapabilities(spec).capAdd)]],
  capDrop: (spec) => [["capDrop", words.set(effectiveCapabilities(spec).capDrop)]],
  sysctls: (spec) => each("sysctls", spec.sysctls),
  ulimits: ({ ulimits = [] }) => ulimits.map((one) => [`ulimits.${one.name}`, words.ulimit(one)]),
  credential: (spec) => [["credential", words.credential(spec.credential)]],
  stopGracePeriod: (spec) => [
    ["stopGracePeriod", words.span(spec.stopGracePeriod ?? engineDefault.stopGracePeriod)],
  ],
  stopSignal: (spec) => [["stopSignal", words.text(spec.stopSignal)]],
  healthcheck: (spec) => each("healthcheck", words.healthcheck(spec.healthcheck)),
  mounts: (spec) => spec.mounts.flatMap(mountFacts),
  networks: (spec) =>
    spec.networks.flatMap((one) => [
      [`networks.${one.network}`, words.attachment(one)] as const,
      ...each(`networks.${one.network}.options`, one.options),
    ]),
  configs: (spec) => spec.configs.map((one) => [`configs.${one.target}`, words.file(one)]),
  secrets: (spec) => spec.secrets.map((one) => [`secrets.${one.target}`, words.file(one)]),
  ports: (spec) => [["ports", words.set(spec.ports.map(words.port))]],
  mode: (spec) => modeFacts(spec.mode),
  constraints: (spec) => [["constraints", words.set(spec.constraints)]],
  preferences: (spec) => [["preferences", words.ordered(spec.preferences)]],
  maxReplicasPerNode: (spec) => [["maxReplicasPerNode", words.amount(spec.maxReplicasPerNode)]],
  resources: (spec) => resourceFacts(spec.resources),
  logging: ({ logging }) => [
    ["logging.driver", logging?.name || "(the engine's default)"],
    ...each("logging.options", logging?.options),
  ],
  endpointMode: (spec) => [["endpointMode", spec.endpointMode ?? engineDefault.endpointMode]],
  update: (spec) => each("update", words.update(spec.update)),
  rollback: (spec) => each("rollback", words.update(spec.rollback)),
  restart: (spec) => each("restart", words.restart(spec.restart)),
  labels: (spec) => each("labels", spec.labels).filter(([field]) => !ownership.test(field)),
};

/** How a difference is told to people. */
export interface Telling {
  /** The wanted service with `${NAME}` for each value from outside; itself where there is none. */
  readonly told?: ServiceSpec | undefined;
  /** Finds values from outside where they stand in what is not free text. */
  readonly conceal?: Conceal | undefined;
  /** Both sides are told as they are. */
  readonly showValues?: boolean | undefined;
}

/** Every fact in which two services of one name differ, told without secrets and without values from outside. */
export const differences = (
  seen: ServiceSpec,
  wanted: ServiceSpec,
  { told = wanted, conceal = asItIs, showValues }: Telling = {},
): FieldChange[] => {
  const sides = { seen, wanted, told };
  const lookedThrough = once(() => ({ seen: shown(seen), told: shown(told) }));
  return Object.values(facts).flatMap((say) =>
    compare(say, sides, lookedThrough)
      .map((one) => concealedIn(one, conceal))
      .map((one) => fieldChange(one, showValues)),
  );
};

const asItIs: Conceal = (text) => text;

const concealedIn = (one: Difference, conceal: Conceal): Difference => {
  const { told, redacted } = one;
  return {
    ...one,
    told: told && conceal(told),
    redacted: { ...redacted, told: redacted.told && conceal(redacted.told) },
  };
};

type Say = (spec: ServiceSpec) => readonly Fact[];
type Sides<Side extends string> = Readonly<Record<Side, ServiceSpec>>;

const compare = (
  say: Say,
  sides: Sides<"seen" | "wanted" | "told">,
  lookedThrough: () => Sides<"seen" | "told">,
): Difference[] => {
  const [seen, wanted] = [new Map(say(sides.seen)), new Map(say(sides.wanted))];
  const fields = [...new Set([...seen.keys(), ...wanted.keys()])].filter(
    (field) => seen.get(field) !== wanted.get(field),
  );
  if (fields.length === 0) return [];
  const safe = lookedThrough();
  const [told, safeSeen, safeTold] = [sides.told, safe.seen, safe.told].map(
    (spec) => new Map(say(spec)),
  );
  return fields.map((field) => ({
    field,
    seen: seen.get(field),
    wanted: wanted.get(field),
    told: told?.get(field),
    redacted: { seen: safeSeen?.get(field), told: safeTold?.get(field) },
  }));
};

/** Most services are as they should be: what is not told need not be looked through. */
const once = <Value>(make: () => Value): (() => Value) => {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** Without an equals sign the variable is taken away from the image's, which is not the same as empty. */
const variable = (line: string): Fact => {
  const at = line.indexOf("=");
  const [name, value] = at < 0 ? [line, "(unset)"] : [line.slice(0, at), line.slice(at + 1)];
  return [`environment.${name}`, value];
};

/** Labels that say whose the service is are added when it is written, and are nobody's field. */
const ownership = /^labels\.(swarmspec|com\.docker\.stack)\./;

const modeFacts = (mode: Mode): Fact[] => {
  switch (mode.kind) {
    case "replicated":
      return [
        ["mode", "replicated"],
        ["replicas", String(mode.replicas)],
      ];
    case "replicated-job":
      return [
        ["mode", "replicated-job"],
        ["completions", String(mode.completions)],
        ["concurrency", String(mode.concurrency)],
      ];
    case "global":
    case "global-job":
      return [["mode", mode.kind]];
  }
};
