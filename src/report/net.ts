import { oneLine } from "../model/line.ts";
import { colourCodes } from "./paint.ts";
import { upAndErase } from "./screen.ts";

/**
 * What is written to a terminal or a log, whatever a mistake of ours has put into it: of all that such a reader
 * obeys it has line ends, our few colours and the step up of the live line. The lines themselves are made of what is
 * printable already; this is for the one that is not.
 */
export const caught = (text: string): string =>
  text
    .split(maybeOurs)
    .map((part) => (ours.has(part) ? part : oneLine(part, Number.POSITIVE_INFINITY)))
    .join("");

const maybeOurs = /(\n|\p{Cc}\[1A\p{Cc}\[2K|\p{Cc}\[\d+m)/u;

const ours: ReadonlySet<string> = new Set(["\n", upAndErase, ...colourCodes]);
