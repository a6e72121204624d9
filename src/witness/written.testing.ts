/** A node of a YAML file as somebody writes it: scalars word by word, lists and maps over lines or in brackets. */
export type Node =
  | string
  | { readonly list: readonly Node[]; readonly inBrackets?: boolean }
  | {
      readonly map: readonly (readonly [key: string, node: Node])[];
      readonly inBrackets?: boolean;
    };

/** The text of a file, with so many blanks for each level. */
export const written = (file: Node, indent: number): string => `${lines(file, 0, indent)}\n`;

const lines = (node: Node, depth: number, indent: number): string => {
  const blanks = " ".repeat(depth);
  if (typeof node === "string" || isShort(node)) return `${blanks}${inline(node)}`;
  if ("list" in node)
    return node.list
      .map((one) => `${blanks}- ${lines(one, depth + 2, indent).slice(depth + 2)}`)
      .join("\n");
  return node.map
    .map(([key, one]) =>
      typeof one === "string" || isShort(one)
        ? `${blanks}${key}: ${inline(one)}`.trimEnd()
        : `${blanks}${key}:\n${lines(one, depth + indent, indent)}`,
    )
    .join("\n");
};

const isShort = (node: Exclude<Node, string>): boolean =>
  node.inBrackets === true || ("list" in node ? node.list : node.map).length === 0;

const inline = (node: Node): string => {
  if (typeof node === "string") return node;
  if ("list" in node) return `[${node.list.map(inline).join(", ")}]`;
  return `{${node.map.map(([key, one]) => `${key}: ${inline(one)}`).join(", ")}}`;
};
