import { resolve } from "node:path";
import type { NodeSpec, Role } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import { type Phrase, textAt } from "./phrase.ts";
import { type Row, rowsOf } from "./table.ts";

export const swarm: Phrase = {
  expression: "a swarm {string} with these nodes",
  example: `a swarm "tuleap" with these nodes
  | node    | role    |
  | node-01 | manager |
  | node-02 | manager |
  | node-03 | manager |`,
  means: "The cluster has this name and exactly these nodes, each a manager or a worker.",
  apply: (draft, said) => {
    const name = textAt(said, 0);
    if (draft.swarm !== undefined)
      throw badInput(`a second swarm "${name}" beside "${draft.swarm.value}"`, said.place, {
        hint: "describe one swarm in a Background",
      });
    const rows = rowsOf(said, { required: ["node", "role"], more: false });
    return { ...draft, swarm: { value: name, place: said.place }, nodes: rows.map(nodeOf) };
  },
};

export const registry: Phrase = {
  expression: "a private registry {string} with the images in {string}",
  example: `a private registry "registry:5000" with the images in "fixtures/images"`,
  means:
    "The nodes can pull from a registry at this address, which holds one image for each folder with a Dockerfile in the given folder.",
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

const nodeOf = ({ value, place }: Placed<Row>): Placed<NodeSpec> => {
  const { node = "", role = "" } = value;
  if (!isRole(role))
    throw badInput(`no such role: "${role}"`, place, { hint: "a node is a manager or a worker" });
  return { value: { name: node, role }, place };
};

const isRole = (text: string): text is Role => text === "manager" || text === "worker";
