import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A report folder, and what was said on the way to it. */
export interface MadeUpRun {
  readonly folder: string;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the features of fixtures/report, which need no cluster, as people do. */
export const madeUpRun = (...args: readonly string[]): MadeUpRun => runIn("report", ...args);

/** The same in another folder of fixtures. */
export const runIn = (fixtures: string, ...args: readonly string[]): MadeUpRun => {
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-report-"));
  const main = join(import.meta.dirname, "main.ts");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, "test", "--report", folder, ...args],
    {
      cwd: join(import.meta.dirname, "../../fixtures", fixtures),
      env: { ...process.env, REPORT_FOLDER: folder },
      encoding: "utf8",
    },
  );
  return { folder, code: status, stdout, stderr };
};
