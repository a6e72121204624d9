import { stripVTControlCharacters } from "node:util";

interface Paper {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** In columns. */
  readonly width: number;
}

/** Shows lines that stay and, on a terminal only, one live line below them that the next call replaces. */
export const screen = ({ write, isTerminal, width }: Paper) => {
  let shown: string | undefined;
  return (lines: readonly string[], live: string | undefined): void => {
    const next = isTerminal && live !== undefined ? cut(live, width) : undefined;
    if (lines.length === 0 && next === shown) return;
    const below = next === undefined ? [] : [next];
    const text = [...lines, ...below].map((line) => `${line}\n`).join("");
    write(`${shown === undefined ? "" : upAndErase}${text}`);
    shown = next;
  };
};

/** Text of others on one line, without what would move the cursor. */
export const oneLine = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();

// The live line ends like any other, so that whatever is written when a run fails starts on a line of its own.
const upAndErase = "\x1b[1A\x1b[2K";

const cut = (line: string, width: number): string =>
  line.length < width ? line : `${line.slice(0, Math.max(0, width - 2))}…`;
