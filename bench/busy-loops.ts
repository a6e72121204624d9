import { spawn } from "node:child_process";

/** Processes that do nothing but take a processor each, until they are disposed of. */
export const busyLoops = (count: number): Disposable => {
  const loops = Array.from({ length: count }, () =>
    // With a parent that died they would go on for ever.
    spawn(process.execPath, ["-e", "const p = process.ppid; while (process.ppid === p);"], {
      stdio: "ignore",
    }),
  );
  return {
    [Symbol.dispose]: () => {
      for (const loop of loops) loop.kill("SIGKILL");
    },
  };
};
