import { NotConverged } from "../model/errors.ts";
import { milliseconds, seconds } from "../model/units.ts";
import type { Serving } from "./serving.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** A port of a node on which nothing is to listen. */
export interface Door {
  readonly node: string;
  readonly port: number;
  readonly isOpen: () => Promise<boolean>;
}

const poll = milliseconds(100);

/** Waits until no door takes connections. Throws NotConverged with those that still do. */
export const untilQuiet = async (
  doors: readonly Door[],
  { clock, signal, within = seconds(30) }: Omit<Serving, "ask">,
): Promise<void> => {
  const deadline = clock.now() + within;
  for (let open = doors; ; await unlessAborted(() => clock.sleep(poll, signal), signal)) {
    const asked = open;
    const are = await unlessAborted(() => Promise.all(asked.map((door) => door.isOpen())), signal);
    open = asked.filter((_, index) => are[index]);
    if (open.length === 0) return;
    if (clock.now() > deadline)
      throw new NotConverged([
        `after ${within / 1000} s nodes that are described as drained still take connections:`,
        ...open.map(({ node, port }) => `  ${node} on port ${port}`),
      ]);
  }
};
