import type { Ipvs, Tried } from "./findings.ts";

/** What the kernel's own files say of its modules; undefined where there is no such file. */
export interface ModuleFiles {
  /** Whether /proc/net/ip_vs is there. */
  readonly table: boolean;
  /** /proc/modules, which a kernel without loadable modules has not got. */
  readonly loaded: string | undefined;
  readonly builtIn: string | undefined;
  /** modules.dep, with every module that could be loaded. */
  readonly loadable: string | undefined;
}

export const ipvsIn = ({ table, loaded, builtIn, loadable }: ModuleFiles): Ipvs => {
  if (table || /^ip_vs /m.test(loaded ?? "") || isModule.test(builtIn ?? "")) return "there";
  if (loaded === undefined) return "absent";
  if (loadable === undefined) return "unknown";
  return isModule.test(loadable) ? "loadable" : "absent";
};

const isModule = /\/ip_vs\.ko\b/;

/** The capability bounding set in the text of /proc/self/status. */
export const boundingSetIn = (status: string | undefined): bigint | undefined => {
  const hex = status?.match(/^CapBnd:\s*([0-9a-f]+)$/m)?.[1];
  return hex === undefined ? undefined : BigInt(`0x${hex}`);
};

/** What the words of a failed `tc qdisc add … netem` mean: only some say that the kernel has no netem. */
export const netemRefusal = (words: string): Tried => {
  const last = words.trim().split("\n").at(-1) ?? "";
  const isAbsent = /qdisc (kind is unknown|not found)|RTNETLINK answers: No such file/.test(last);
  return isAbsent
    ? { works: false, words: "not in the kernel" }
    : { works: undefined, words: `cannot be tried: ${last}` };
};
