#!/usr/bin/env -S node --max-semi-space-size=2
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { absolute, ownFolder } from "../host/own-folder.ts";

/**
 * Has Node keep compiled code in a folder of the user's own, or nowhere: who can write there says what runs, and Node's
 * own choice is a folder of one name for all users of the machine. What is imported before it costs each run anew.
 */
const useCompileCache = (env: NodeJS.ProcessEnv): void => {
  if (env.NODE_COMPILE_CACHE || env.NODE_DISABLE_COMPILE_CACHE !== undefined) return;
  try {
    const cache = absolute(env.XDG_CACHE_HOME) ?? absolute(join(homedir(), ".cache"));
    if (cache !== undefined) enableCompileCache(ownFolder(cache, "swarmspec", "compile-cache"));
  } catch {
    // It only saves time.
  }
};

// Half of a short command's time would go into stripping types and compiling: only the first run pays it.
useCompileCache(process.env);
const { runToExit } = await import("./process.ts");
await runToExit();
