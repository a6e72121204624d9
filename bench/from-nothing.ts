import { run } from "../src/host/command.ts";
import { sweep } from "../src/nodes/sweep.ts";
import { type Site, walkOfArticle } from "./article.ts";
import { type Figure, medianOf } from "./figure.ts";
import { median } from "./numbers.ts";
import type { Run } from "./swarmspec.ts";
import type { Walk } from "./walk.ts";

interface Contest extends Site {
  readonly rounds: number;
  /** Brings the cluster up with swarmspec, or takes it down. */
  readonly swarmspec: (command: "up" | "down") => Promise<Run>;
  readonly note: (line: string) => void;
}

/** All walks of both sides. */
export interface Walks {
  readonly docker: readonly Walk[];
  readonly swarmspec: readonly Run[];
}

/** Both sides in turn, each from nothing but images in the registry; the last cluster of swarmspec stays up. */
export const fromNothing = async (contest: Contest): Promise<Walks> => {
  const { rounds, swarmspec, note } = contest;
  note("warming up: images into the registry");
  await swarmspec("up");
  const walks: { docker: Walk; swarmspec: Run }[] = [];
  while (walks.length < rounds) {
    await swarmspec("down");
    const round = {
      docker: await afterSync(() => sweptAfterwards(contest)),
      swarmspec: await afterSync(() => swarmspec("up")),
    };
    walks.push(round);
    const seconds = [round.docker, round.swarmspec].map((walk) => walk.seconds.toFixed(1));
    note(
      `round ${walks.length} of ${rounds}: docker CLI ${seconds[0]} s, swarmspec ${seconds[1]} s`,
    );
  }
  return {
    docker: walks.map(({ docker }) => docker),
    swarmspec: walks.map((walk) => walk.swarmspec),
  };
};

// What the side before has yet to write would slow the disk for the side after it.
const afterSync = async <T>(work: () => Promise<T>): Promise<T> => {
  await run("sync", []);
  return work();
};

/** Where it breaks off, the end of the benchmark sweeps too. */
const sweptAfterwards = async (site: Site): Promise<Walk> => {
  const walk = await walkOfArticle(site);
  await sweep(site.place.engine, { cluster: site.spec.name, run: site.place.run });
  return walk;
};

/** What the rounds say of speed. */
export const speedFigures = ({ docker, swarmspec }: Walks): readonly Figure[] => {
  const [theirs, ours] = [docker, swarmspec].map((walks) => walks.map(({ seconds }) => seconds));
  const what = "from nothing to 200 from every node";
  return [
    medianOf({ what: `${what}: docker CLI`, unit: "s", runs: theirs ?? [] }),
    medianOf({ what: `${what}: swarmspec`, unit: "s", runs: ours ?? [] }),
    {
      what: "swarmspec / docker CLI, of the medians",
      unit: "",
      runs: (ours ?? []).map((one, round) => one / (theirs?.[round] ?? Number.NaN)),
      value: median(ours ?? []) / median(theirs ?? []),
      target: { atMost: 0.35 },
    },
  ];
};
