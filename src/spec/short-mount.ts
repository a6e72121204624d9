import type { WrittenMount } from "./stack-file.ts";

/**
 * A short volume, `source:/target[:options]` or `/target`, in the long form; undefined if it is neither.
 * Options that Docker does not know it ignores. (docker/cli cli/compose/loader ParseVolume)
 */
export const shortMount = (text: string): WrittenMount | undefined => {
  const parts = text.split(colon);
  const [source = "", target, options = ""] = parts;
  if (parts.length > 3 || parts.includes("") || !isAbsolute(target ?? source)) return undefined;
  if (target === undefined) return { type: "volume", target: source };
  const said = options.split(",");
  const propagation = said.findLast((option) => propagations.includes(option));
  return {
    type: isPath(source) ? "bind" : "volume",
    source,
    target,
    ...readOnly(said.findLast((option) => ["ro", "rw"].includes(option))),
    ...(said.includes("nocopy") && { volume: { nocopy: true } }),
    ...(propagation !== undefined && { bind: { propagation } }),
  };
};

/** Not the colon of a drive of Windows. */
const colon = /(?<!(?:^|:)[a-z](?=:\\)):/i;

const propagations = ["rprivate", "private", "rshared", "shared", "rslave", "slave"];

const isAbsolute = (path: string): boolean => /^(\/|[a-z]:\\|\\\\)/i.test(path);

const isPath = (source: string): boolean => /^[./~]/.test(source) || isAbsolute(source);

const readOnly = (option: string | undefined) =>
  option === undefined ? {} : { read_only: option === "ro" };
