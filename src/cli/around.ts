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

export const print = (out: Output, ...lines: readonly string[]): void => {
  for (const line of lines) out.write(`${line}\n`);
};

export const printJson = (out: Output, value: unknown): void => {
  print(out, JSON.stringify(value));
};
