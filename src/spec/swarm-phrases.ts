import { resolve } from "node:path";
import type { Availability, Labels, NodeSpec, Role } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import { defined } from "./defined.ts";
import { type Phrase, type Said, textAt } from "./phrase.ts";
import { type Row, rowsOf } from "./table.ts";

export const swarm: Phrase = {
  expression: "a swarm {string} with these nodes",
  example: `a swarm "tuleap" with these nodes
  | node    | role    |
  | node-01 | manager |
  | node-02 | manager |
  | node-03 | manager |`,
  means:
    "The cluster has this name and exactly these nodes, each a manager or a worker. A column labels (`zone=a, disk=ssd`) gives each node these labels and no others, a column availability is active, pause or drain.",
  apply: (draft, said) => {
    const name = textAt(said, 0);
    if (draft.swarm !== undefined)
      throw badInput(`a second swarm "${name}" beside "${draft.swarm.value}"`, said.place, {
        hint: "describe one swarm in a Background",
      });
    return { ...draft, swarm: { value: name, place: said.place }, nodes: nodesOf(said) };
  },
};

export const moreNodes: Phrase = {
  expression: "the swarm also has these nodes",
  example: `the swarm also has these nodes
  | node    | role   |
  | node-04 | worker |`,
  means: "Further nodes of the same swarm, with the same columns.",
  apply: (draft, said) => ({ ...draft, nodes: [...draft.nodes, ...nodesOf(said)] }),
};

export const registry: Phrase = {
  expression: "a private registry {string} with the images in {string}",
  example: `a private registry "registry:5000" with the images in "fixtures/images"`,
  means:
    "The nodes can pull from a registry at this address, which holds the images that services name and that have a folder with a Dockerfile in the given folder, and those that they named before.",
  apply: (draft, said, { cwd }) => {
    if (draft.registry !== undefined) throw badInput("a second private registry", said.place);
    const value = { address: textAt(said, 0), images: resolve(cwd, textAt(said, 1)) };
    return { ...draft, registry: { value, place: said.place } };
  },
};

export const network: Phrase = {
  expression: "an overlay network {string}",
  example: `an overlay network "tuleap"`,
  means:
    "An overlay network of this name spans all nodes; stack files join it as an external network.",
  apply: (draft, said) => {
    const value = { name: textAt(said, 0), driver: "overlay", attachable: false } as const;
    return { ...draft, networks: [...draft.networks, { value, place: said.place }] };
  },
};

const nodesOf = (said: Said): readonly Placed<NodeSpec>[] =>
  rowsOf(said, {
    required: ["node", "role"],
    optional: ["labels", "availability"],
    more: false,
  }).map(nodeOf);

const nodeOf = ({ value, place }: Placed<Row>): Placed<NodeSpec> => {
  const { node = "", role = "", labels, availability } = value;
  if (!isRole(role))
    throw badInput(`no such role: "${role}"`, place, { hint: "a node is a manager or a worker" });
  if (availability !== undefined && !isAvailability(availability))
    throw badInput(`no such availability: "${availability}"`, place, {
      hint: "a node is active, pause or drain",
    });
  const more = defined({
    availability,
    labels: labels === undefined ? undefined : labelsOf(labels, place),
  });
  return { value: { name: node, role, ...more }, place };
};

const isRole = (text: string): text is Role => text === "manager" || text === "worker";

const isAvailability = (text: string): text is Availability =>
  ["active", "pause", "drain"].includes(text);

/** `zone=a, disk=ssd`; an empty cell means that the node has none. */
const labelsOf = (cell: string, place: Placed<Row>["place"]): Labels =>
  Object.fromEntries(
    cell
      .split(",")
      .map((label) => label.trim())
      .filter((label) => label !== "")
      .map((label) => {
        const at = label.indexOf("=");
        if (at < 1)
          throw badInput(`no label: "${label}"`, place, {
            hint: "write labels as zone=a, disk=ssd",
          });
        return [label.slice(0, at), label.slice(at + 1)];
      }),
  );
