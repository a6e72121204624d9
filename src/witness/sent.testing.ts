import { readFileSync, writeFileSync } from "node:fs";
import { changesOf } from "./changes.testing.ts";
import { type Held, kinds, nothing } from "./engine.testing.ts";
import type { Deployed, Stack } from "./stack.testing.ts";

/** What came of a stack's deploys, the first one and, unless that was refused, one after each change. */
export interface Sent {
  readonly first: Deployed;
  readonly afterwards: ReadonlyMap<string, Deployed>;
}

type Deploy = (stack: Stack, before?: Held) => Promise<Deployed>;

/** Deploys a stack with all its changes, each to a swarm as the first deploy has left it. */
export const sentFor = async (stack: Stack, deploy: Deploy): Promise<Sent> => {
  const first = await deploy(stack);
  const afterwards = new Map<string, Deployed>();
  if (!first.refused)
    for (const [change, after] of changesOf(stack))
      afterwards.set(change, await deploy(after, first.held));
  return { first, afterwards };
};

/**
 * A line for each body, word by word as docker sent it, and for what else docker said: deploy, kind, name and body,
 * parted by tabs. Of later deploys only what is otherwise than after the first; a body that is gone is empty.
 */
export const writeSent = (path: string, { first, afterwards }: Sent): void => {
  const later = [...afterwards].flatMap(([change, after]) => linesOf(change, after, first));
  writeFileSync(path, `${[...linesOf("first", first), ...later].join("\n")}\n`);
};

const linesOf = (
  deploy: string,
  { held, said, refused }: Deployed,
  before?: Deployed,
): string[] => {
  const was = before?.held ?? nothing;
  const bodies = kinds.flatMap((kind) =>
    [...new Set([...was[kind].keys(), ...held[kind].keys()])]
      .toSorted()
      .filter((name) => held[kind].get(name) !== was[kind].get(name))
      .map((name) => [deploy, kind, name, held[kind].get(name)?.trim() ?? ""].join("\t")),
  );
  const words = saying.filter((pattern) => pattern.test(said)).length > 0 || refused;
  return [
    ...(words && said !== before?.said
      ? [[deploy, refused ? "refused" : "said", "", JSON.stringify(said.trim())].join("\t")]
      : []),
    ...bodies,
  ];
};

/** What docker says besides, of itself, is no matter of the stack. */
const saying = [/Ignoring /];

/** Reads what was written so. */
export const readSent = (path: string): Sent => {
  const deploys = new Map<string, string[][]>();
  for (const line of readFileSync(path, "utf8").trimEnd().split("\n")) {
    const [deploy = "", ...rest] = line.split("\t");
    deploys.set(deploy, [...(deploys.get(deploy) ?? []), rest]);
  }
  const first = deployedIn(deploys.get("first") ?? []);
  deploys.delete("first");
  const afterwards = new Map(
    [...deploys].map(([change, lines]) => [change, deployedIn(lines, first)]),
  );
  return { first, afterwards };
};

const deployedIn = (lines: readonly string[][], before?: Deployed): Deployed => {
  const held = Object.fromEntries(
    kinds.map((kind) => [kind, new Map(before?.held[kind])]),
  ) as unknown as Record<(typeof kinds)[number], Map<string, string>>;
  let [said, refused] = [before?.said ?? "", false];
  for (const [kind = "", name = "", body = ""] of lines) {
    if (kind === "refused" || kind === "said")
      [said, refused] = [JSON.parse(body), kind === "refused"];
    else if (body === "") held[kind as keyof Held].delete(name);
    else held[kind as keyof Held].set(name, body);
  }
  return { held, said, refused };
};
