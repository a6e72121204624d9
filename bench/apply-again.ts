import type Docker from "dockerode";
import { type Figure, largestOf, medianOf } from "./figure.ts";
import { repeated } from "./numbers.ts";
import type { Run } from "./swarmspec.ts";

const turns = 7;

/** Applies again and again what is applied already, and looks whether anything was written. */
export const applyAgain = async (
  manager: Docker,
  apply: () => Promise<Run>,
): Promise<{ runs: readonly Run[]; figures: readonly Figure[] }> => {
  const before = await versionsOn(manager);
  const runs = await repeated(turns, apply);
  const after = await versionsOn(manager);
  const names = new Set([...before.keys(), ...after.keys()]);
  const written = [...names].filter((name) => before.get(name) !== after.get(name));
  const what = "apply with nothing to do, whole process";
  const seconds = { unit: "s", runs: runs.map((run) => run.seconds) } as const;
  const figures = [
    medianOf({ what: `${what}: median`, ...seconds, target: { atMost: 1 } }),
    largestOf({ what: `${what}: slowest`, ...seconds }),
    largestOf({
      what: `services of ${names.size} written by ${turns} of them`,
      ...{ unit: "", runs: [written.length], target: { atMost: 0 } },
    }),
  ];
  return { runs, figures };
};

/** Every write to a service, even one that changes nothing, gives it another version. */
const versionsOn = async (manager: Docker): Promise<ReadonlyMap<string, number | undefined>> =>
  new Map(
    (await manager.listServices()).map(({ ID, Spec, Version }) => [
      `${Spec?.Name} ${ID}`,
      Version?.Index,
    ]),
  );
