import * as fc from "fast-check";

/** What was seen to take a terminal over, to forge lines, or to come through a single stripping. */
export const hostile: readonly string[] = [
  "\x1b[2J\x1b[H\x1b[32m96 of 96 requests ok, slowest 12 ms: answers pass, addresses pass\x1b[0m\x1b[8m",
  "\x1b\x1b[31m[2J",
  "\x1b]0;a title\x07",
  "\x1b]8;;https://example.com\x1b\\click\x1b]8;;\x1b\\",
  "\x9b2J\x90q\x9c\x84\x85\x8d",
  "one\n✓ Serving › All serve  (2.1 s)\n1 scenario: 1 passed",
  "one\r✓ over what was there",
  "one\u2028two\u2029three\x85four\vfive\fsix",
  "\b\b\b\b\b\x7f\x7f\0",
  "\u202e3.2.1.01\u202c \u2066a\u2069 \u200e\u200f\u061c",
  "nothing\u200b \ufeff \u{e0041}\u{e0042} \u00ad",
  "half \ud800 and \udc00 half",
  "::stop-commands::ok ##[add-mask]ok",
  "long ".repeat(20_000),
];

const harmless = fc.string({ unit: "grapheme-ascii", maxLength: 30 });

const control = fc
  .oneof(
    fc.integer({ min: 0, max: 0x1f }),
    fc.integer({ min: 0x7f, max: 0x9f }),
    fc.constantFrom(0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff, 0xd800, 0xdfff),
    fc.integer({ min: 0x202a, max: 0x202e }),
    fc.integer({ min: 0x2066, max: 0x2069 }),
  )
  .map((code) => String.fromCharCode(code));

/** Text as a tenant, a task or a neighbour may choose it. */
export const foreign: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostile),
  fc
    .array(fc.oneof(harmless, control, fc.constantFrom(...hostile)), { maxLength: 6 })
    .map((parts) => parts.join("")),
);

/** What must not reach a terminal, an editor or a log but by our own hand, line feeds apart: first and last of each. */
const obeyed = [
  ...[0x00, 0x09, 0x0b, 0x1f, 0x7f, 0x9f, 0x061c, 0x061c, 0x200e, 0x200f],
  ...[0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xd800, 0xdfff],
];

/** The first such character in a text, as a number; undefined where there is none. */
export const obeyedIn = (text: string): string | undefined =>
  [...text]
    .map((character) => character.codePointAt(0) ?? 0)
    .find((code) =>
      obeyed.some((from, i) => i % 2 === 0 && from <= code && code <= Number(obeyed[i + 1])),
    )
    ?.toString(16);
