import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changesOf } from "./changes.testing.ts";
import { type Compared, compared, outcomes } from "./compared.testing.ts";
import { deployedByUs } from "./deployed-by-us.testing.ts";
import type { Held } from "./engine.testing.ts";
import type { Sent } from "./sent.testing.ts";
import type { Stack } from "./stack.testing.ts";

/** One deploy on both sides. */
export interface Witnessed extends Compared {
  /** The name of the stack, and of the change if it is a later deploy. */
  readonly deploy: string;
  /** The name of the stack alone. */
  readonly stack: string;
  readonly kind: "first" | "merged" | "change";
}

/** Deploys by us what docker was asked for, and compares each; `folder` has what the stack names. */
export const witnessed = async (
  stack: Stack,
  folder: string,
  sent: Sent,
): Promise<readonly Witnessed[]> => {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const byUs = (one: Stack, before?: Held) => deployedByUs(one, read, before);
  const ours = await byUs(stack);
  const kind = stack.files.length > 1 ? "merged" : "first";
  const name = { stack: stack.name };
  const first = {
    ...name,
    deploy: stack.name,
    kind,
    ...compared({ docker: sent.first, ours }),
  } as const;
  if (sent.first.refused || ours.refused) return [first];
  const later: Witnessed[] = [];
  for (const [change, after] of changesOf(stack)) {
    const docker = sent.afterwards.get(change) ?? sent.first;
    const both = { docker, ours: await byUs(after, ours.held), before: sent.first.held };
    const deploy = `${stack.name}, ${change}`;
    later.push({ ...name, deploy, kind: "change", ...compared(both) });
  }
  return [first, ...later];
};

/** How often each came of what, as lines for people. */
export const counted = (all: readonly Witnessed[]): string[] => [
  ...(["first", "merged", "change"] as const).map((kind) => {
    const these = all.filter((one) => one.kind === kind);
    const counts = outcomes.map(
      (outcome) => `${outcome} ${these.filter((one) => one.outcome === outcome).length}`,
    );
    return `${kind}: ${these.length}: ${counts.join(", ")}`;
  }),
  ...[...new Set(all.flatMap(({ meant }) => meant))].map(
    (why) => `meant: ${why}: ${all.filter(({ meant }) => meant.includes(why)).length}`,
  ),
];
