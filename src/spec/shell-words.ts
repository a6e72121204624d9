/**
 * A line split into words as the docker CLI does (google/shlex): quotes, backslashes and comments, no
 * expansion; only blank, tab and line ends part them. Undefined if a quote stays open or nothing follows a backslash.
 */
export const shellWords = (line: string): string[] | undefined => {
  if (/[^ \t\r\n]/.test(line.replace(token, ""))) return undefined;
  return (line.match(token) ?? [])
    .filter((text) => !text.startsWith("#"))
    .map((text) => text.replace(piece, unquoted));
};

const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs;
const token = /#[^\n]*|(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^ \t\r\n'"\\])+/gs;

const unquoted = (_: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replace(/\\(.)/gs, "$1") ?? escaped ?? "";
