import { spawn } from "node:child_process";
import { SwarmspecError } from "../model/errors.ts";
import { linesOf } from "../model/line.ts";

/** Runs a program to its end and returns its output. Throws with the last lines it wrote if it fails. */
export const run = (
  program: string,
  args: readonly string[],
  { signal, env = {} }: { signal?: AbortSignal; env?: Record<string, string> } = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PATH: withSystem(process.env.PATH), ...env },
      ...(signal && { signal }),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", (cause) => reject(new SwarmspecError(`cannot run ${program}`, { cause })));
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(failed([program, ...args], code, output)),
    );
  });

/** Where programs are found, also those for root. An empty part would mean the working directory. */
export const withSystem = (path = "/usr/local/bin:/usr/bin:/bin"): string =>
  [...path.split(":").filter((part) => part !== ""), "/usr/sbin", "/sbin"].join(":");

const failed = (line: readonly string[], code: number | null, output: string): SwarmspecError =>
  new SwarmspecError([
    `${line.join(" ")} ended with ${code ?? "a signal"}:`,
    ...linesOf(output, 8),
  ]);
