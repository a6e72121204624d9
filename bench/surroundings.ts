import { join } from "node:path";
import type { Around } from "../src/cli/around.ts";
import { homeFolder } from "../src/cli/home.ts";
import { SwarmspecError } from "../src/model/errors.ts";

/** The repository as the working directory, and a signal that Ctrl-C aborts; a second one ends at once. */
export const surroundings = (): Around => {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(name, () => {
      if (interruption.signal.aborted) process.exit(130);
      process.stderr.write(`${name}: cleaning up; once more to leave it\n`);
      interruption.abort(new SwarmspecError("interrupted"));
    });
  return {
    cwd: join(import.meta.dirname, ".."),
    // A copy: testcontainers is told its engine by way of the process's own.
    env: { ...process.env },
    home: homeFolder(),
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
  };
};
