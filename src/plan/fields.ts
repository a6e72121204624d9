import type { FieldChange } from "../model/change.ts";
import { engineDefault } from "../model/engine-default.ts";
import type { Mode, ServiceSpec } from "../model/spec.ts";
import * as words from "./words.ts";

/** One thing that a service says, as a person reads it; equal facts are equal words. */
type Fact = readonly [field: string, value: string];

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
  stopGracePeriod: (spec) => [
    ["stopGracePeriod", words.span(spec.stopGracePeriod ?? engineDefault.stopGracePeriod)],
  ],
  stopSignal: (spec) => [["stopSignal", words.text(spec.stopSignal)]],
  healthcheck: (spec) => each("healthcheck", words.healthcheck(spec.healthcheck)),
  mounts: (spec) => spec.mounts.map((one) => [`mounts.${one.target}`, words.mount(one)]),
  networks: (spec) =>
    spec.networks.map((one) => [`networks.${one.network}`, words.attachment(one)]),
  configs: (spec) => spec.configs.map((one) => [`configs.${one.target}`, words.file(one)]),
  secrets: (spec) => spec.secrets.map((one) => [`secrets.${one.target}`, words.file(one)]),
  ports: (spec) => [["ports", words.set(spec.ports.map(words.port))]],
  mode: (spec) => modeFacts(spec.mode),
  constraints: (spec) => [["constraints", words.set(spec.constraints)]],
  update: (spec) => each("update", words.update(spec.update)),
  restart: (spec) => each("restart", words.restart(spec.restart)),
  labels: (spec) => each("labels", spec.labels).filter(([field]) => !ownership.test(field)),
};

/** Every fact in which two services of one name differ, with the values of secret variables hidden. */
export const differences = (seen: ServiceSpec, wanted: ServiceSpec): FieldChange[] =>
  Object.values(facts).flatMap((say) => compare(new Map(say(seen)), new Map(say(wanted))));

const compare = (
  seen: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): FieldChange[] =>
  [...new Set([...seen.keys(), ...wanted.keys()])]
    .filter((field) => seen.get(field) !== wanted.get(field))
    .map((field) => ({
      field,
      seen: shown(field, seen.get(field)),
      wanted: shown(field, wanted.get(field)),
    }));

const shown = (field: string, value: string | undefined): string => {
  if (value === undefined) return "(absent)";
  return secretive.test(field) ? "(hidden)" : value;
};

const secretive = /^(environment|labels)\..*(PASS|PWD|SECRET|TOKEN|KEY|CREDENTIAL|AUTH|DSN|_URL)/i;

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
    case "global":
      return [["mode", "global"]];
  }
};

const each = (field: string, values: Readonly<Record<string, string>>): Fact[] =>
  Object.entries(values).map(([key, value]) => [`${field}.${key}`, value]);
