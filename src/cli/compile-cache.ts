import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { ownFolder } from "../host/own-folder.ts";

/**
 * Has Node keep compiled code in a folder of the user's own, or nowhere: who can write there says what runs.
 * Node's own choice is a folder of one name for all users of the machine.
 */
export const useCompileCache = (env: NodeJS.ProcessEnv): void => {
  if (env.NODE_COMPILE_CACHE || env.NODE_DISABLE_COMPILE_CACHE !== undefined) return;
  try {
    enableCompileCache(ownFolder(cacheFolder(env), "swarmspec", "compile-cache"));
  } catch {
    // It only saves time.
  }
};

/** The XDG specification has relative paths ignored. */
const cacheFolder = ({ XDG_CACHE_HOME: named = "" }: NodeJS.ProcessEnv): string => {
  if (isAbsolute(named)) return named;
  const home = homedir();
  if (!isAbsolute(home)) throw new Error("there is no home folder");
  return join(home, ".cache");
};
