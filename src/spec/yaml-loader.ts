import errors from "yaml-js/lib/errors.js";
import events from "yaml-js/lib/events.js";
import loader from "yaml-js/lib/loader.js";
import type { Mark, Node } from "yaml-js/lib/nodes.js";
import tokens, { type ScalarToken } from "yaml-js/lib/tokens.js";

export const { MarkedYAMLError } = errors;

const breaks = "\r\n\x85\u2028\u2029";
const blanks = " \t";
const isBlank = (char: string): boolean => blanks.includes(char);
const isBreak = (char: string): boolean => breaks.includes(char);
const isEnd = (char: string): boolean => isBlank(char) || isBreak(char) || char === "\0";

/** What a plain scalar without a tag has for one: its value says what it is. */
export const untagged = "";

/**
 * PyYAML's reader, where libyaml as Go has it (yaml.v3 scannerc.go) reads otherwise: tabs that part, colons within
 * braces, names that are given twice, escapes, lines that only begin like the end of a document.
 */
export class GoLoader extends loader.Loader {
  constructor(text: string) {
    super(text.replace(/^\uFEFF/, ""));
  }

  /** Of another document in the file nothing is read. */
  firstDocument(): Node | undefined {
    return this.check_node() ? this.get_node() : undefined;
  }

  override check_printable(): void {
    const at = this.string.search(unprintable);
    if (at < 0) return;
    const lines = this.string.slice(0, at).split("\n");
    const mark = { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
    const problem =
      this.string[at] === "\uFFFD" ? "not UTF-8" : "control characters are not allowed";
    throw new MarkedYAMLError(null, null, problem, mark);
  }

  override forward(length = 1): void {
    for (let left = length; left > 0; left -= 1) {
      const char = this.peek();
      this.index += 1;
      const isOver = isBreak(char) && (char !== "\r" || this.peek() !== "\n");
      this.column = isOver ? 0 : this.column + 1;
      if (isOver) this.line += 1;
    }
  }

  override compose_node(parent?: Node, index?: unknown): Node {
    const event = this.peek_event();
    const { anchor, start_mark: mark } = event;
    if (anchor === null) return super.compose_node(parent, index);
    if (!(event instanceof events.AliasEvent)) {
      this.anchors = without(this.anchors, anchor);
      return super.compose_node(parent, index);
    }
    if (!Object.hasOwn(this.anchors, anchor))
      throw new MarkedYAMLError(null, null, "there is no anchor of that name", mark);
    return placed(super.compose_node(parent, index), mark);
  }

  /** Go finds out what a plain scalar is by its value; everything else without a tag is text. */
  resolve(
    { prototype: { id } }: { readonly prototype: Node },
    _: unknown,
    implicit: unknown,
  ): string {
    if (id !== "scalar") return id;
    return Array.isArray(implicit) && implicit[0] === true ? untagged : "tag:yaml.org,2002:str";
  }

  override scan_to_next_token(): void {
    for (;;) {
      if (this.column === 0 && this.peek() === "\uFEFF") this.forward();
      while (this.peek() === " " || (this.peek() === "\t" && this.mayHaveTabs())) this.forward();
      if (this.peek() === "#") while (!isBreak(this.peek()) && this.peek() !== "\0") this.forward();
      if (this.scan_line_break() === "") return;
      if (this.flow_level === 0) this.allow_simple_key = true;
    }
  }

  mayHaveTabs(): boolean {
    return this.flow_level > 0 || !this.allow_simple_key;
  }

  /** Whether line ends at its end are kept, and how much deeper than the key it is, where that is said. */
  override scan_block_scalar_indicators(): [boolean | null, number | null] {
    const next = this.string.slice(this.index, this.index + 2);
    const [said = ""] = /^(?:[+-]\d?|\d[+-]?)?/.exec(next) ?? [];
    const [depth] = /\d/.exec(said) ?? [];
    if (depth === "0") throw this.problem("a block text cannot be indented by 0");
    this.forward(said.length);
    const kept = said.includes("+") || (said.includes("-") ? false : null);
    return [kept, depth === undefined ? null : Number(depth)];
  }

  override scan_block_scalar_ignored_line(start: Mark): void {
    while (isBlank(this.peek())) this.forward();
    super.scan_block_scalar_ignored_line(start);
  }

  override scan_plain(): ScalarToken {
    const start = this.get_mark();
    let end = start;
    let text = "";
    let space = "";
    while (!this.isAtDocument() && this.peek() !== "#") {
      const length = this.plainLength();
      if (length > 0) this.allow_simple_key = false;
      text += length > 0 ? space + this.taken(length) : "";
      if (length > 0) end = this.get_mark();
      if (!isBlank(this.peek()) && !isBreak(this.peek())) break;
      const { folded, broken } = this.spaces((column) => {
        if (column <= this.indent) throw this.problem("found a tab that indents");
      });
      space = folded;
      if (broken) this.allow_simple_key = true;
      if (this.flow_level === 0 && this.column <= this.indent) break;
    }
    return new tokens.ScalarToken(text, true, start, end);
  }

  plainLength(): number {
    let length = 0;
    for (let char = this.peek(); !isEnd(char); char = this.peek(length)) {
      if (char === ":" && isEnd(this.peek(length + 1))) break;
      if (this.flow_level > 0 && ",?[]{}".includes(char)) break;
      length += 1;
    }
    return length;
  }

  taken(length: number): string {
    const text = this.string.slice(this.index, this.index + length);
    this.forward(length);
    return text;
  }

  /** Blanks as they are, or lines folded into one. */
  spaces(onTab: (column: number) => void = () => {}): { folded: string; broken: boolean } {
    let blank = "";
    const ends: string[] = [];
    while (isBlank(this.peek()) || isBreak(this.peek())) {
      if (isBreak(this.peek())) ends.push(this.scan_line_break());
      else {
        if (ends.length > 0 && this.peek() === "\t") onTab(this.column);
        blank += this.taken(1);
      }
    }
    return { folded: ends.length === 0 ? blank : fold(ends), broken: ends.length > 0 };
  }

  isAtDocument(): boolean {
    const at = this.string.slice(this.index, this.index + 3);
    return this.column === 0 && (at === "---" || at === "...") && isEnd(this.peek(3));
  }

  override scan_flow_scalar(quote: string): ScalarToken {
    const start = this.get_mark();
    this.forward();
    let text = "";
    for (;;) {
      if (this.isAtDocument()) throw this.problem("a quoted text is not closed", start);
      text += quote === "'" ? this.singleQuoted() : this.doubleQuoted();
      if (this.peek() === quote) break;
      if (this.peek() === "\0") throw this.problem("a quoted text is not closed", start);
      const joined = this.peek() === "\\";
      if (joined) this.forward();
      const { folded } = this.spaces();
      text += joined ? folded.replace(/^ /, "") : folded;
    }
    this.forward();
    return new tokens.ScalarToken(text, false, start, this.get_mark(), quote);
  }

  singleQuoted(): string {
    let text = "";
    while (!isEnd(this.peek())) {
      if (this.peek() === "'" && this.peek(1) !== "'") break;
      if (this.peek() === "'") this.forward();
      text += this.taken(1);
    }
    return text;
  }

  /** Up to a blank, the quote, or the backslash before a line's end. */
  doubleQuoted(): string {
    let text = "";
    while (!isEnd(this.peek()) && this.peek() !== '"') {
      if (this.peek() !== "\\") text += this.taken(1);
      else if (isBreak(this.peek(1))) break;
      else text += this.escaped();
    }
    return text;
  }

  escaped(): string {
    const start = this.get_mark();
    this.forward();
    const char = this.taken(1);
    const digits = { x: 2, u: 4, U: 8 }[char];
    if (digits === undefined) {
      const meant = escapes.get(char);
      if (meant === undefined) throw this.problem("found an unknown escape", start);
      return meant;
    }
    const code = this.taken(digits);
    const point = /^[\da-f]+$/i.test(code) ? Number.parseInt(code, 16) : Number.NaN;
    const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    if (code.length < digits || !isCharacter) throw this.problem("found an invalid escape", start);
    return String.fromCodePoint(point);
  }

  problem(what: string, at = this.get_mark()): Error {
    return new MarkedYAMLError(null, null, what, at);
  }
}

/** U+FFFD stands for bytes that are no UTF-8. */
const unprintable = /[^\t\n\r -~\x85\xA0-\uD7FF\uE000-\uFFFC\u{10000}-\u{10FFFF}]/u;

const placed = (node: Node, mark: Mark): Node =>
  Object.assign(Object.create(Object.getPrototypeOf(node)), node, { start_mark: mark });

const without = <Value>(all: Record<string, Value>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([one]) => one !== name));

/** One end of a line is a blank, more of them are themselves but for the first. */
const fold = ([first, ...others]: readonly string[]): string => {
  if (first !== "\n") return [first, ...others].join("");
  return others.length === 0 ? " " : others.join("");
};

const escapes = new Map([
  ...[
    ["0", "\0"],
    ["a", "\x07"],
    ["b", "\b"],
    ["t", "\t"],
    ["\t", "\t"],
    ["n", "\n"],
  ],
  ...[
    ["v", "\v"],
    ["f", "\f"],
    ["r", "\r"],
    ["e", "\x1b"],
    [" ", " "],
    ['"', '"'],
    ["'", "'"],
  ],
  ...[
    ["\\", "\\"],
    ["N", "\x85"],
    ["_", "\xa0"],
    ["L", "\u2028"],
    ["P", "\u2029"],
  ],
] as [string, string][]);
