import { homedir } from "node:os";
import { absolute } from "../host/own-folder.ts";
import { BadInput } from "../model/errors.ts";

/** The user's home folder. Throws BadInput if there is none: neither HOME nor an entry of the user in passwd. */
export const homeFolder = (): string => {
  try {
    const home = absolute(homedir());
    if (home !== undefined) return home;
  } catch (error) {
    if (!isOfNobody(error)) throw error;
  }
  throw homeless();
};

/** Libraries ask for the home folder too, some as soon as they are loaded. */
export const homelessInstead = (error: unknown): unknown =>
  isOfNobody(error) ? homeless() : error;

/** What Node throws where a user has no entry in passwd. */
const isOfNobody = (error: unknown): boolean => {
  const { code, info } = (error ?? {}) as { code?: unknown; info?: { syscall?: unknown } };
  return code === "ERR_SYSTEM_ERROR" && info?.syscall === "uv_os_homedir";
};

const homeless = (): BadInput =>
  new BadInput(`user ${process.getuid?.()} has no home folder`, {
    hint: "set HOME to one, as an absolute path",
  });
