import type { MappingNode, Node, ScalarNode } from "yaml-js/lib/nodes.js";
import { untagged } from "./yaml-loader.ts";
import { plainScalar, type Scalar, taggedScalar } from "./yaml-scalar.ts";

/** What docker has against a node, which is well-formed YAML. */
export class NodeProblem extends Error {
  readonly node: Node;
  readonly hint: string | undefined;

  constructor(problem: string, node: Node, hint?: string) {
    super(problem);
    this.node = node;
    this.hint = hint;
  }
}

/** A node as plain data, as Go decodes it: aliases and merge keys followed; throws NodeProblem. (yaml.v3 decode.go) */
export const dataOf = (node: Node): unknown => new Decoder().decode(node);

type Fields = Map<string, unknown>;

class Decoder {
  private readonly within: unknown[] = [];
  private readonly seen = new Set<unknown>();
  private decoded = 0;
  private again = 0;

  decode(node: Node): unknown {
    if (node.id === "scalar") return scalarOf(node);
    return this.inside(node, () =>
      node.id === "sequence"
        ? node.value.map((one) => this.decode(one))
        : Object.fromEntries(this.fields(node)),
    );
  }

  /** Go counts what it decodes, and what it decodes again by an alias: a few lines can stand for millions. */
  private inside<Value>(node: Node, read: () => Value): Value {
    if (this.within.includes(node.value)) throw new NodeProblem("an anchor contains itself", node);
    this.decoded += node.value.length;
    if (this.seen.has(node.value)) this.again += node.value.length;
    if (this.again > mostAgain && this.again > this.decoded * 0.9)
      throw new NodeProblem("aliases stand for too much", node);
    this.seen.add(node.value);
    this.within.push(node.value);
    const value = read();
    this.within.pop();
    return value;
  }

  private fields(node: MappingNode): Fields {
    refuseDoubles(node);
    const own: Fields = new Map();
    for (const [key, value] of node.value)
      if (!isMerge(key)) own.set(keyOf(key), this.decode(value));
    for (const [key, value] of node.value)
      if (isMerge(key))
        for (const base of mergedMaps(value))
          for (const [name, entry] of this.inside(base, () => this.fields(base)))
            if (!own.has(name)) own.set(name, entry);
    return own;
  }
}

const mostAgain = 400_000;

/** Maps of which a map has what it has not itself; the first of them that has it wins. */
export const mergedMaps = (node: Node): readonly MappingNode[] =>
  (node.id === "sequence" ? node.value : [node]).map((one) => {
    if (one.id === "mapping") return one;
    throw new NodeProblem("<< must be a map or a list of maps", one);
  });

export const isMerge = (node: Node): boolean =>
  node.id === "scalar" && node.tag === untagged && node.value === "<<";

const refuseDoubles = ({ value }: MappingNode): void => {
  const seen = new Set<string>();
  for (const [key] of value) {
    const name = key.id === "scalar" ? key.value : `${key.id} `;
    if (seen.has(name)) throw new NodeProblem("a map has the same key twice", key);
    seen.add(name);
  }
};

const keyOf = (node: Node): string => {
  const key = node.id === "scalar" ? scalarOf(node) : undefined;
  if (typeof key === "string") return key;
  throw new NodeProblem("a key must be a text", node, "put the key into quotes");
};

const scalarOf = (node: ScalarNode): Scalar => {
  const kind = node.tag.startsWith(ownTags) ? node.tag.slice(ownTags.length) : "str";
  if (node.tag !== untagged && kind === "str") return node.value;
  const value = node.tag === untagged ? plainScalar(node.value) : taggedScalar(kind, node.value);
  if (value !== undefined) return value;
  if (node.tag === untagged) throw new NodeProblem("docker takes no such number", node);
  throw new NodeProblem("what is written is not what its tag says", node);
};

const ownTags = "tag:yaml.org,2002:";
