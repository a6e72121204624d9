import type { Line } from "../model/line.ts";
import { json } from "../report/json.ts";
import { caught } from "../report/net.ts";

/** What a command may know of the world outside: nothing else reaches it. */
export interface Around {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Output {
  write(text: string): void;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Whether what is written there is coloured: a terminal's is, unless NO_COLOR is set to anything. (no-color.org) */
export const hasColours = (out: Output, { env }: Pick<Around, "env">): boolean =>
  out.isTTY === true && !env.NO_COLOR;

/** The same, where nothing is obeyed but what we mean: whoever reads may sit at a terminal. */
export const guarded = (out: Output): Output => ({
  write: (text) => out.write(caught(text)),
  get isTTY() {
    return out.isTTY === true;
  },
  get columns() {
    return out.columns ?? 80;
  },
});

export const print = (out: Output, ...lines: readonly Line[]): void => {
  for (const line of lines) out.write(`${line}\n`);
};

export const printJson = (out: Output, value: unknown): void => {
  print(out, json(value));
};
