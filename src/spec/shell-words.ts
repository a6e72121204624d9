/** A line split into words as a shell would: quotes and backslashes, no expansion; undefined if a quote stays open. */
export const shellWords = (line: string): string[] | undefined => {
  const words = line.match(word) ?? [];
  if (line.replace(word, "").trim() !== "") return undefined;
  return words.map((text) => text.replace(piece, unquoted));
};

const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs;
const word = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/gs;

const unquoted = (_: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? "";
