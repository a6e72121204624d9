import { styleText } from "node:util";
import type { Line } from "../model/line.ts";
import type { Paint } from "../plan/render.ts";

type Style = (typeof styles)[number];

const styles = ["green", "yellow", "magenta", "red", "gray"] as const;

/** A line in a colour. Whoever paints does so last: what comes after it shows the colour's code and not the colour. */
export const painted = (line: Line, style: Style): Line => coded(style, line) as Line;

/** The usual colours of a diff, for a terminal. */
export const coloured: Paint = {
  create: (line) => painted(line, "green"),
  update: (line) => painted(line, "yellow"),
  replace: (line) => painted(line, "magenta"),
  remove: (line) => painted(line, "red"),
};

// Whether to colour is decided by who prints, and not by what stdout happens to be.
const coded = (style: Style, text: string): string =>
  styleText(style, text, { validateStream: false });

/** The codes with which colours begin and end. */
export const colourCodes: readonly string[] = styles.flatMap((style) =>
  coded(style, "|").split("|"),
);
