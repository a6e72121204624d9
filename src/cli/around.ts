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

export const print = (out: Output, ...lines: readonly string[]): void => {
  for (const line of lines) out.write(`${line}\n`);
};

export const printJson = (out: Output, value: unknown): void => {
  print(out, JSON.stringify(value));
};
