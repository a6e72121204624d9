import { styleText } from "node:util";
import type { Paint } from "../plan/render.ts";

/** The usual colours of a diff, for a terminal. */
export const coloured: Paint = {
  create: (line) => styleText("green", line, always),
  update: (line) => styleText("yellow", line, always),
  replace: (line) => styleText("magenta", line, always),
  remove: (line) => styleText("red", line, always),
};

/** Whether to colour at all is decided by who prints. */
const always = { validateStream: false } as const;
