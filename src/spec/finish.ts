import { type Conceal, concealed, concealing } from "../model/concealed.ts";
import type { Place } from "../model/errors.ts";
import type {
  ClusterSpec,
  FileSpec,
  Outside,
  OutsideValue,
  ProxySpec,
  TenantSpec,
} from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import { draftProblems, stackProblems } from "./check.ts";
import type { Composed } from "./composed.ts";
import type { Context, Placed } from "./context.ts";
import { defined } from "./defined.ts";
import type { Draft, ProxyDraft } from "./draft.ts";
import { type Stack, stackOf } from "./stack.ts";

/** The cluster that a draft describes, its stack files read and everything checked; throws BadInput. */
export const finish = (draft: Draft, context: Context): ClusterSpec => {
  const values: OutsideValue[] = [];
  try {
    return finished(draft, { context, values });
  } catch (error) {
    throw concealed(error, concealing(values));
  }
};

interface Reading {
  readonly context: Context;
  /** Gets each value from outside as it is used, so that whatever is refused can be told without it. */
  readonly values: OutsideValue[];
}

const finished = (draft: Draft, { context, values }: Reading): ClusterSpec => {
  if (draft.swarm === undefined)
    throw badInput("no swarm is described", somewhereIn(draft), {
      hint: 'begin the Background with: Given a swarm "NAME" with these nodes',
    });
  refuse(draftProblems(draft));
  const proxy = draft.proxy && proxyOf(draft.proxy, draft);
  const { variables } = draft;
  const used = (value: OutsideValue) => {
    if (context.showValues !== true) values.push(value);
  };
  const stacks = [...draft.tenants, ...draft.stacks].map((one) =>
    stackOf(one, { context, variables, used }),
  );
  const networks = [...draft.networks, ...networksFor(draft, stacks)];
  const composed = { draft: { ...draft, networks }, stacks, proxy };
  refuse(stackProblems(composed));
  return {
    ...specOf(draft.swarm.value, composed),
    ...defined({
      warnings: warningsIn(stacks, concealing(values)),
      outside: outsideIn(stacks, values),
    }),
    ...(context.showValues === true && { showValues: true as const }),
  };
};

const outsideIn = (
  stacks: readonly Stack[],
  used: readonly OutsideValue[],
): Outside | undefined => {
  const values = [...new Map(used.map((one) => [`${one.name}=${one.value}`, one])).values()];
  const services = stacks.flatMap(({ told }) => told.services);
  const networks = stacks.flatMap(({ told }) => told.networks);
  const isNothing = [values, services, networks].every(({ length }) => length === 0);
  return isNothing ? undefined : { values, services, networks };
};

/** What stack files want from outside, where that is to be made for them. */
const networksFor = ({ externals }: Draft, stacks: readonly Stack[]): Draft["networks"] => {
  if (externals !== "made") return [];
  const names = stacks.flatMap((stack) => stack.externals.map(({ value }) => value));
  return [...new Set(names)].map((name) => ({
    value: { name, driver: "overlay", attachable: false },
    place: undefined,
  }));
};

const somewhereIn = ({ networks, tenants, stacks, ...one }: Draft): Place | undefined =>
  [...networks, ...tenants, ...stacks, one.proxy, one.registry, one.storage].find(
    (said) => said?.place !== undefined,
  )?.place;

const refuse = ([first]: readonly Error[]): void => {
  if (first !== undefined) throw first;
};

/** The proxy serves port 8080 of each tenant's service `web`: what the reference cluster's image listens on. */
const proxyOf = ({ value, place }: Placed<ProxyDraft>, draft: Draft): ProxySpec => {
  const [network, second] = draft.networks;
  if (network === undefined || second !== undefined)
    throw badInput(
      `the proxy needs one overlay network, and ${draft.networks.length} are declared`,
      place,
      {
        hint: 'add to the Background: And an overlay network "NAME"',
      },
    );
  const { http, https, learns } = value;
  const folder = learns ? "learning-proxy" : "proxy";
  const image = value.image ?? (draft.registry && `${draft.registry.value.address}/${folder}`);
  if (image === undefined)
    throw badInput("the proxy has no image, as no private registry is declared", place, {
      hint: 'add to the Background: And a private registry "registry:5000" with the images in "fixtures/images"',
    });
  const backend = { service: "web", port: 8080 };
  const routes = value.routes && valuesOf(value.routes);
  const how = defined({ routes, learns });
  return { image, http, https, network: network.value.name, backend, ...how };
};

const specOf = (name: string, { draft, stacks, proxy }: Composed): ClusterSpec => ({
  name,
  nodes: valuesOf(draft.nodes),
  ...defined({ registry: draft.registry?.value }),
  networks: valuesOf([...draft.networks, ...stacks.flatMap((stack) => stack.networks)]),
  configs: filesOf(stacks.flatMap((stack) => stack.configs)),
  secrets: filesOf(stacks.flatMap((stack) => stack.secrets)),
  services: stacks.flatMap((stack) => valuesOf(stack.services)),
  tenants: valuesOf(draft.tenants).map(tenantOf),
  ...defined({ proxy, storage: draft.storage?.value }),
});

const tenantOf = ({ name, host, renewed }: TenantSpec): TenantSpec => ({
  name,
  host,
  ...defined({ renewed }),
});

/** Two stacks may name one file alike; it is one where the content is one, too. */
const filesOf = (files: readonly Placed<FileSpec>[]): FileSpec[] =>
  [...Map.groupBy(valuesOf(files), ({ name }) => name).values()].flatMap(([first]) => first ?? []);

/** Tenants on one stack file have the same warnings. */
const warningsIn = (stacks: readonly Stack[], conceal: Conceal): string[] | undefined => {
  const all = new Set(stacks.flatMap(({ warnings }) => warnings.map(conceal)));
  return all.size === 0 ? undefined : [...all];
};

const valuesOf = <Value>(placed: readonly Placed<Value>[]): Value[] =>
  placed.map(({ value }) => value);
