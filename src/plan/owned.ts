import { BadInput } from "../model/errors.ts";

interface Owned {
  readonly owner?: string;
}

/** Whether the object is this cluster's: only such objects are ever written or removed. */
export const ownedBy =
  (cluster: string) =>
  (seen: Owned): boolean =>
    seen.owner === cluster;

/** The refusal to take over an object that somebody else made under a wanted name. */
export const notOurs = (what: string, seen: Owned): BadInput => {
  const maker =
    seen.owner === undefined
      ? "was not made by swarmspec"
      : `belongs to the cluster "${seen.owner}"`;
  return new BadInput(`${what} exists and ${maker}`, {
    hint: "rename it, or remove the other one",
  });
};
