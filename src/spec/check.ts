import type { BadInput } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import { doubles, misnamed, misnamedInStacks, overlong, sharedNames } from "./check-names.ts";
import { doublePorts } from "./check-ports.ts";
import { oversized } from "./check-sizes.ts";
import { unreached } from "./check-tenants.ts";
import type { Composed } from "./composed.ts";
import type { Draft } from "./draft.ts";

/** What is wrong with a draft before its stack files are read. */
export const draftProblems = (draft: Draft): BadInput[] => [
  ...misnamed(draft),
  ...doubles(draft),
  ...leaderless(draft),
  ...crowded(draft),
];

/** What is wrong between the parts of a cluster, each of which is right in itself. */
export const stackProblems = (composed: Composed): BadInput[] => [
  ...undeclared(composed),
  ...misnamedInStacks(composed),
  ...sharedNames(composed),
  ...unreached(composed),
  ...doublePorts(composed),
  ...oversized(composed.stacks),
  ...overlong(composed),
];

/** What works, but hardly as its authors believe; sentences for people. */
export const warningsOf = (spec: ClusterSpec): string[] => [
  ...evenManagers(spec),
  ...(spec.warnings ?? []),
];

const evenManagers = ({ name, nodes }: ClusterSpec): string[] => {
  const managers = nodes.filter(({ role }) => role === "manager").length;
  if (managers % 2 === 1) return [];
  return [
    `${name} has ${managers} managers: it bears the loss of no more of them than with ${managers - 1}`,
  ];
};

const leaderless = ({ swarm, nodes }: Draft): BadInput[] =>
  nodes.some(({ value }) => value.role === "manager")
    ? []
    : [badInput("no node is a manager", swarm?.place, { hint: "give one node the role manager" })];

/** A simulated cluster's networks have room for no more between the registry and the clients. */
const mostNodes = 190;

const crowded = ({ nodes }: Draft): BadInput[] => {
  const first = nodes[mostNodes];
  if (first === undefined) return [];
  return [
    badInput(
      `a swarm has at most ${mostNodes} nodes here, but ${nodes.length} are described`,
      first.place,
    ),
  ];
};

const undeclared = ({ draft, stacks }: Composed): BadInput[] => {
  const declared = new Set(draft.networks.map(({ value }) => value.name));
  return stacks
    .flatMap((stack) => stack.externals)
    .filter(({ value }) => !declared.has(value))
    .map(({ value, place }) =>
      badInput(`no such network: the feature does not describe "${value}"`, place, {
        hint: `add to the Background: And an overlay network "${value}"`,
      }),
    );
};
