import { execFileSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { When } from "@cucumber/cucumber";
import { clock } from "../../src/cli/clock.ts";
import { projectFolder } from "../../src/cli/report-folder.ts";
import type { Fault } from "../../src/fault/fault.ts";
import { seconds } from "../../src/model/units.ts";
import { by } from "../../steps/phrase.ts";
import { type SwarmWorld, session } from "../../steps/world.ts";

When(
  "what is watched is kept on a disk of {int} MB",
  by((world, megabytes: number) => session.inflict(smallDisk(diskOf(world), megabytes), nobodys)),
);

When(
  "that disk is full after {int} second(s)",
  by(async (world, span: number) => {
    await clock.sleep(seconds(span), session.signal);
    fill(join(diskOf(world), "all-that-there-was"));
  }),
);

/** The disk is no cluster's, so none has to be looked after for it. */
const nobodys = "";

const diskOf = ({ report }: SwarmWorld): string => projectFolder(process.cwd(), report, "history");

const smallDisk = (folder: string, megabytes: number): Fault => ({
  done: `${folder} is a disk of ${megabytes} MB`,
  undone: `${folder} is a folder like others`,
  inflict: async () => {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  },
  undo: async () => {
    execFileSync("umount", ["-l", folder]);
  },
});

/** A block at a time to a byte at a time: nothing is left. */
const fill = (path: string): void => {
  const file = openSync(path, "w");
  for (let size = 2 ** 16; size >= 1; )
    try {
      writeSync(file, Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 16);
    }
  closeSync(file);
};
