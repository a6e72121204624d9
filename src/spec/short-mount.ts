import type { WrittenMount } from "./stack-file.ts";

/** A short volume, `source:/target[:ro]` or `/target`, in the long form; undefined if it is neither. */
export const shortMount = (text: string): WrittenMount | undefined => {
  const [, source, target = "", access] = /^(?:([^:]+):)?(\/[^:]*)(?::(ro|rw))?$/.exec(text) ?? [];
  if (target === "") return undefined;
  if (source === undefined) return { type: "volume", target };
  return {
    type: /^[./]/.test(source) ? "bind" : "volume",
    source,
    target,
    read_only: access === "ro",
  };
};
