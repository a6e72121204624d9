import { type Line, oneLine } from "../model/line.ts";

interface Paper {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** In columns. */
  readonly width: number;
}

/** Shows lines that stay and, on a terminal only, one live line below them that the next call replaces. */
export const screen = ({ write, isTerminal, width }: Paper) => {
  let shown: Line | undefined;
  return (lines: readonly Line[], live: Line | undefined): void => {
    const next = isTerminal && live !== undefined ? fitted(live, width - 1) : undefined;
    if (lines.length === 0 && next === shown) return;
    const below = next === undefined ? [] : [next];
    const text = [...lines, ...below].map((line) => `${line}\n`).join("");
    write(`${shown === undefined ? "" : upAndErase}${text}`);
    shown = next;
  };
};

// The live line ends like any other, so that whatever is written when a run fails starts on a line of its own.
export const upAndErase = "\x1b[1A\x1b[2K";

/** A line, not painted yet, of which no more is left than fits into so many columns. */
export const fitted = (line: Line, columns: number): Line =>
  widthOf(line) <= columns ? line : oneLine(`${begin(line, columns - 1)}…`);

const begin = (line: Line, columns: number): string => {
  let [kept, width] = ["", 0];
  for (const character of line) {
    width += widthOf(character);
    if (width > columns) break;
    kept += character;
  }
  return kept;
};

/** Columns at most: from Hangul on letters may be wide, but for the marks of ours that are not. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, character) =>
      width + ((character.codePointAt(0) ?? 0) < 0x1100 || /[…–✓✗›×]/.test(character) ? 1 : 2),
    0,
  );
