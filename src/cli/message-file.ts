import { appendFileSync, closeSync, openSync } from "node:fs";
import type { Envelope } from "@cucumber/messages";

/** The messages of a run while they are written, a line each. */
interface MessageFile extends Disposable {
  write(message: Envelope): void;
  /** Whether all was written until now. */
  isWhole(): boolean;
}

/**
 * Each message is on the disk before the next one comes: a run that is killed is told as far as it got. What cannot be
 * written is told once, and ends nothing else: cucumber's own file would end the run, and its clean-up.
 */
export const messageFile = (path: string, tell: (trouble: string) => void): MessageFile => {
  let trouble: unknown;
  let file: number | undefined;
  const trying = (write: () => void): void => {
    if (trouble !== undefined) return;
    try {
      write();
    } catch (error) {
      trouble = error;
      tell(`cannot write ${path}: ${error instanceof Error ? error.message : error}`);
    }
  };
  trying(() => {
    file = openSync(path, "w");
  });
  return {
    write: (message) =>
      trying(() => appendFileSync(file as number, `${JSON.stringify(message)}\n`)),
    isWhole: () => trouble === undefined,
    [Symbol.dispose]: () => {
      if (file !== undefined) trying(() => closeSync(file as number));
    },
  };
};
