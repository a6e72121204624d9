declare const printable: unique symbol;

/**
 * One line as people read it. Whoever wrote what is in it, a terminal, a CI log or an editor obeys nothing of that:
 * only `oneLine` makes one, and only paint adds to it.
 */
export type Line = string & { readonly [printable]: true };

/** In characters: longer than anything that we say ourselves. */
const longest = 1000;

/**
 * Text of whoever on one line: what would move a cursor, colour, reorder, hide or end a line is written out, as in
 * `\x1b`, and what is longer than `most` characters is cut, with its length. Doing it twice changes nothing.
 */
export const oneLine = (text: string, most = longest): Line => {
  // What is cut off need not be written out: it may be as long as an answer without an end.
  const all = text
    .slice(0, most * longestEscape)
    .replace(disobedient, writtenOut)
    .replace(command, "#\\x23")
    .replace(firstCommand, "$1\\x3a");
  const isWhole = text.length <= most * longestEscape && all.length <= most;
  return (isWhole ? all : shortened(all, { most, length: text.length })) as Line;
};

/** The lines of a text whose line ends are its own, as those of a log; no more than the last `most` of them. */
export const linesOf = (text: string, most = Number.POSITIVE_INFINITY): readonly Line[] =>
  text
    .trim()
    .split(/\r?\n/)
    .slice(-most)
    .map((line) => oneLine(line.trimEnd()));

export const indented = (line: Line, columns: number): Line =>
  `${" ".repeat(columns)}${line}` as Line;

/**
 * Control, format, separator and half characters, which covers line ends, bidi marks and whatever takes no room; but
 * not the joiners that Persian, Hindi and emoji are written with.
 */
const disobedient = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--[\u200c\u200d]]/gv;

/** What runners of CI jobs obey in a log: `##[error]`, `##vso[…]` or `##teamcity[…]`, wherever it stands, */
export const command = /##(?=\w*\[)/g;

/** and `::error::` at the beginning of a line; an IPv6 address is none. */
const firstCommand = /^(\s*):(?=:[a-z-]+\b.*::)/i;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const writtenOut = (character: string): string => short[character] ?? byNumber(character);

const byNumber = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
};

/** Of `\u{e0001}`. */
const longestEscape = 9;

const shortened = (text: string, { most, length }: { most: number; length: number }): string => {
  const end = `… (${length} characters)`;
  // A pair of halves is not cut in two.
  const kept = text.slice(0, Math.max(0, most - end.length)).replace(/[\ud800-\udbff]$/, "");
  return `${kept}${end}`;
};
