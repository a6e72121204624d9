import type { Event, Listener } from "../model/event.ts";
import { indented, type Line, oneLine } from "../model/line.ts";
import type { Milliseconds } from "../model/units.ts";
import { render } from "../plan/render.ts";
import { coloured, painted } from "./paint.ts";
import { screen } from "./screen.ts";
import { type Clock, settledSoFar, unsettled, unsettledNews } from "./unsettled.ts";

export interface Console extends Clock {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

/**
 * Tells people how a run goes: a line for each finished step with its seconds, and what it planned and waits
 * for. A terminal also has one live line, the step under way, which is rewritten in place.
 */
export const consoleListener = (console: Console): Listener => {
  const show = screen(console);
  const linesOf = stayingLines(console);
  let open: readonly string[] = [];
  return (event) => {
    open = openAfter(event, open);
    show(linesOf(event), liveLine(event, open));
  };
};

const stayingLines = (console: Console): ((event: Event) => readonly Line[]) => {
  const news = unsettledNews(console);
  return (event) => {
    switch (event.type) {
      case "began":
      case "went-on":
      case "broke-off":
        return [];
      case "did":
        return [begun(event.what)];
      case "ended":
        news.forget();
        return [ended(event)];
      case "planned":
        return render(event.plan, console.colour ? coloured : undefined).map(inside);
      case "awaiting":
        return console.isTerminal ? [] : news.of(unsettled(event.progress)).map(inside);
      case "lacking":
        return console.isTerminal
          ? []
          : news.of(event.lines.map((line) => oneLine(line))).map(inside);
      case "warned":
        return [warning(event.message, console.colour)];
    }
  };
};

/** The steps under way, the latest last; they may overlap. */
const openAfter = (event: Event, open: readonly string[]): readonly string[] => {
  if (event.type === "ended" || event.type === "broke-off") return without(open, event.what);
  if (event.type !== "began") return open;
  return [...without(open, event.what), event.what];
};

const liveLine = (event: Event, open: readonly string[]): Line | undefined => {
  if (event.type === "went-on") return begun(`${event.what}: ${event.detail}`);
  if (event.type === "awaiting") return begun(settledSoFar(event.progress));
  if (event.type === "lacking") return begun([event.what, ...event.lines.slice(0, 1)].join(": "));
  const latest = open.at(-1);
  return latest === undefined ? undefined : begun(latest);
};

const without = (all: readonly string[], one: string): readonly string[] =>
  all.filter((each) => each !== one);

const margin = 7;

const begun = (what: string): Line => oneLine(`${"…".padStart(margin)}  ${what.trim()}`);

const ended = ({ what, took }: { readonly what: string; readonly took: Milliseconds }): Line =>
  oneLine(`${(took / 1000).toFixed(1).padStart(margin - 2)} s  ${what}`);

const inside = (line: Line): Line => indented(line, margin + 2);

const warning = (message: string, colour: boolean): Line => {
  const line = oneLine(`warning: ${message}`);
  return colour ? painted(line, "yellow") : line;
};
