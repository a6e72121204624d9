import { statusOf } from "../docker/refusal.ts";
import { errorLines, SwarmspecError } from "../model/errors.ts";
import type { Fault } from "./fault.ts";

/** The faults that have been inflicted and not undone: whoever inflicts one owns it until then. */
export class Damage {
  #open: readonly Fault[] = [];

  /** The nodes that are lost for now. */
  get nodes(): readonly string[] {
    return [...new Set(this.#open.flatMap(({ node }) => node ?? []))];
  }

  /** Owned before it is inflicted: what is half done when something fails has to be undone too. */
  async inflict(fault: Fault): Promise<void> {
    this.#open = [...this.#open, fault];
    await fault.inflict();
  }

  /** Undoes what is meant, all unless told, the last first; all are tried before the first failure is thrown. */
  async undo(isMeant: (fault: Fault) => boolean = () => true): Promise<void> {
    const failures: { readonly fault: Fault; readonly cause: unknown }[] = [];
    for (const fault of this.#open.filter(isMeant).toReversed())
      try {
        await fault.undo().catch(unlessGone);
        this.#open = this.#open.filter((one) => one !== fault);
      } catch (cause) {
        failures.push({ fault, cause });
      }
    const [first] = failures;
    if (first === undefined) return;
    throw new SwarmspecError(failures.flatMap(inWords), {
      cause: first.cause,
      hint: "swarmspec up puts right what is left",
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.undo();
  }
}

/** Where the node's container is no more, nothing is left to put right. */
const unlessGone = (cause: unknown): void => {
  if (statusOf(cause) !== 404) throw cause;
};

const inWords = (
  { fault, cause }: { readonly fault: Fault; readonly cause: unknown },
  index: number,
): readonly string[] => {
  const [first, ...others] = errorLines(cause);
  const and = index === 0 ? "" : "and ";
  return [`${and}${fault.done}, and that could not be undone: ${first}`, ...others];
};
