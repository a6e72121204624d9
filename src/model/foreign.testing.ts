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
  fc.array(fc.oneof(harmless, control, fc.constantFrom(...hostile)), { maxLength: 6 }).map((parts) =>
    parts.join(""),
  ),
);

/** The characters that must not reach a terminal, an editor or a log but by our own hand. */
const obeyed =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

/** The first such character in a text, as a number; undefined where there is none. */
export const obeyedIn = (text: string): string | undefined =>
  obeyed.exec(text)?.[0].codePointAt(0)?.toString(16);
