import type { Listener } from "../model/event.ts";
import { milliseconds } from "../model/units.ts";
import { consoleListener } from "../report/console.ts";
import { type Around, hasColours, type Output } from "./around.ts";

/** Tells people how the work goes, live on a terminal and in plain lines elsewhere. */
export const progressOn = (out: Output, around: Pick<Around, "env">): Listener =>
  consoleListener({
    write: (text) => out.write(text),
    now: () => milliseconds(performance.now()),
    isTerminal: out.isTTY === true,
    width: out.columns ?? 80,
    colour: hasColours(out, around),
  });
