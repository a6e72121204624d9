import { createWriteStream } from "node:fs";
import { basename } from "node:path";

/** A file of a history while it is written: an object a line, and at its end how many there are. */
export interface Ledger {
  write(line: object): void;
  /** Writes the number, so that whoever reads it knows that nothing is missing. */
  end(): Promise<void>;
}

/** How much may wait for the disk, in bytes: a disk that stands still must not fill the memory. */
const mostWaiting = 32 * 2 ** 20;

/**
 * Lines are handed to the system at once, so that a crash costs no more than the last, and by threads of their own: a
 * disk that is busy with images must not hold requests back. What cannot be written is told once, and leaves the file
 * without its end.
 */
export const ledger = (path: string, tell: (trouble: string) => void): Ledger => {
  const file = createWriteStream(path, { flags: "a" });
  let [lines, broken] = [0, false];
  const giveUp = (why: string): void => {
    if (!broken) tell(`${basename(path)} cannot be written: ${why}`);
    broken = true;
  };
  file.on("error", (error) => giveUp(error.message));
  const write = (line: object): void => {
    if (file.writableLength > mostWaiting) giveUp("the disk does not take it as fast as it comes");
    lines++;
    if (!broken) file.write(`${JSON.stringify(line)}\n`);
  };
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      if (file.closed) resolve();
      else file.once("close", () => resolve());
      if (broken) file.destroy();
      else file.end(`${JSON.stringify({ lines })}\n`);
    });
  return { write, end };
};
