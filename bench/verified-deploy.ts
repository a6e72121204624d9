import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Figure, medianOf } from "./figure.ts";
import { median, repeated } from "./numbers.ts";
import type { Sides } from "./side.ts";

const turns = 3;

const name = "four-services.yml";
const four = { name, text: readFileSync(join(import.meta.dirname, name), "utf8") };
export const nothing = {
  name: "nothing.yml",
  text: readFileSync(join(import.meta.dirname, "nothing.yml"), "utf8"),
};

/** Four services with verification, the first time and again, by both sides in turn. */
export const verifiedDeploy = async (sides: Sides): Promise<readonly Figure[]> => {
  const rounds = await repeated(turns, async () => {
    const docker = {
      first: await sides.docker(four, "--detach=false"),
      again: await sides.docker(four, "--detach=false"),
    };
    await sides.dockerGone();
    const ours = {
      first: (await sides.swarmspec("apply", four)).seconds,
      again: (await sides.swarmspec("apply", four)).seconds,
    };
    await sides.swarmspec("apply", nothing);
    return { docker, ours };
  });
  const of = (side: "docker" | "ours", when: "first" | "again") =>
    rounds.map((round) => round[side][when]);
  const what = "4 services with verification";
  return [
    medianOf({ what: `${what}: docker stack deploy`, unit: "s", runs: of("docker", "first") }),
    medianOf({ what: `${what}: swarmspec apply`, unit: "s", runs: of("ours", "first") }),
    ratio(`${what}, of the medians`, {
      runs: [of("ours", "first"), of("docker", "first")],
      atMost: 0.35,
    }),
    medianOf({
      what: `${what}, again: docker stack deploy`,
      unit: "s",
      runs: of("docker", "again"),
    }),
    medianOf({ what: `${what}, again: swarmspec apply`, unit: "s", runs: of("ours", "again") }),
    ratio(`${what}, again, of the medians`, {
      runs: [of("ours", "again"), of("docker", "again")],
      atMost: 0.05,
    }),
  ];
};

/** Ours divided by theirs, round by round, and of the medians. */
export const ratio = (
  what: string,
  {
    runs: [ours, theirs],
    atMost,
  }: { readonly runs: readonly [number[], number[]]; readonly atMost: number },
): Figure => ({
  what,
  unit: "",
  runs: ours.map((one, round) => one / (theirs[round] ?? Number.NaN)),
  value: median(ours) / median(theirs),
  target: { atMost },
});
