import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Conceal, concealing } from "../model/concealed.ts";
import type { Question } from "../model/sample.ts";
import type { Lane } from "../model/schedule.ts";
import { milliseconds } from "../model/units.ts";
import type { History } from "../model/watch.ts";
import { questions } from "../probe/matrix.ts";
import { chronicle } from "../run/chronicle.ts";
import type { Happened } from "../run/occurrences.ts";
import { clock, uptime } from "./clock.ts";
import type { Raised } from "./converge-on.ts";
import { wayKey } from "./errand.ts";
import { files, readHistory } from "./history.ts";
import { swarmOf } from "./managers.ts";
import { startProber } from "./prober-process.ts";
import { matrixOf, wayOf } from "./questions.ts";

export interface WatchOptions {
  /** Gets the history; made if need be. */
  readonly folder: string;
  /** Requests a second of each client to each node; 10 unless told. */
  readonly rate?: number;
  /** Whether the first client also listens to every tenant's events through every node. */
  readonly listening?: boolean;
}

/** A watch that goes on. */
export interface Watch {
  /** Its zero, as an epoch time. */
  readonly began: number;
  readonly folder: string;
  readonly rate: number;
  /** The process that asks. */
  readonly pid: number | undefined;
  /** Says what is done to the cluster, for the history. */
  note(what: Happened): void;
  /** Ends it, waits for the answers that are still to come, and gives all that was seen. */
  end(): Promise<History>;
}

/** Has both clients ask every node for every tenant, over http and https, until it is ended. */
export const beginWatch = async (
  { cluster, spec }: Raised,
  { folder, rate = 10, listening = false }: WatchOptions,
): Promise<Watch> => {
  mkdirSync(folder, { recursive: true });
  // Before anybody asks: where no manager answers there is no watch, and no prober may be left.
  const { observe } = await swarmOf(cluster);
  const [began, zero] = [Date.now(), uptime()];
  const asked = questions(matrixOf(cluster, spec, [[]]));
  const listeners = listening ? asked.filter(isListener(cluster.clients[0]?.name)) : [];
  const noted = noting(folder, { zero, conceal: concealing(spec.outside?.values) });
  // Whatever is done next is to be seen from its beginning.
  const prober = await startProber({
    schedule: { from: milliseconds(0), rate, lanes: lanesOf(asked), listeners },
    ways: asked.map((question) => [wayKey(question), wayOf(question, cluster, spec)]),
    ...{ folder, began: zero },
  });
  const begun = milliseconds(uptime() - zero);
  const end = new AbortController();
  const chronicled = chronicle({ observe, record: noted.note, clock, signal: end.signal });
  const over = async () => {
    const lasted = milliseconds(uptime() - zero);
    end.abort();
    await Promise.all([chronicled, prober.end()]);
    noted.end();
    const troubles = [...prober.troubles, ...noted.troubles];
    return readHistory(folder, { begun, lasted, troubles });
  };
  return { began, folder, rate, pid: prober.pid, note: noted.note, end: over };
};

/** What is told of the cluster, a line each. What cannot be written is a trouble of the watch, and ends nothing else. */
const noting = (folder: string, { zero, conceal }: { zero: number; conceal: Conceal }) => {
  const troubles: string[] = [];
  let lines = 0;
  const append = (line: object): void => {
    try {
      appendFileSync(join(folder, files.occurrences), `${JSON.stringify(line)}\n`);
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      if (troubles.length === 0) troubles.push(`${files.occurrences} cannot be written: ${why}`);
    }
  };
  const note = ({ when, what, ...rest }: Happened): void => {
    // An engine tells the time of day, which can be set while the watch goes on: only how long ago that was counts.
    const ago = when === undefined ? 0 : Date.now() - Date.parse(when);
    append({ at: uptime() - zero - ago, ...rest, what: conceal(what) });
    lines++;
  };
  return { troubles, note, end: () => append({ lines }) };
};

const isListener =
  (name: string | undefined) =>
  ({ client, scheme }: Question): boolean =>
    client === name && scheme === "https";

/** What each client asks each node. */
const lanesOf = (asked: readonly Question[]): readonly Lane[] =>
  Object.values(Object.groupBy(asked, ({ node, client }) => `${node} ${client}`)).map(
    (lane) => lane as unknown as Lane,
  );
