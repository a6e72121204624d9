import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync } from "node:fs";
import { extname, join } from "node:path";
import { concealing } from "../model/concealed.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Question } from "../model/sample.ts";
import { milliseconds } from "../model/units.ts";
import type { History } from "../model/watch.ts";
import { questions } from "../probe/matrix.ts";
import { chronicle } from "../run/chronicle.ts";
import type { Happened } from "../run/occurrences.ts";
import type { Lane } from "../run/watch.ts";
import { clock } from "./clock.ts";
import type { Raised } from "./converge-on.ts";
import { type Errand, wayKey } from "./errand.ts";
import { files, readHistory } from "./history.ts";
import { swarmOf } from "./managers.ts";
import { matrixOf, viaOf } from "./questions.ts";

export interface WatchOptions {
  /** Gets the history; made if need be. */
  readonly folder: string;
  /** Requests a second of each client to each node; 20 unless told. */
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
  { folder, rate = 20, listening = false }: WatchOptions,
): Promise<Watch> => {
  mkdirSync(folder, { recursive: true });
  // Before anybody asks: where no manager answers there is no watch, and no prober may be left.
  const { observe } = await swarmOf(cluster);
  const began = Date.now();
  const conceal = concealing(spec.outside?.values);
  const note = ({ when, what, ...rest }: Happened): void => {
    const at = (when === undefined ? Date.now() : Date.parse(when)) - began;
    const line = JSON.stringify({ at, ...rest, what: conceal(what) });
    appendFileSync(join(folder, files.occurrences), `${line}\n`);
  };
  const asked = questions(matrixOf(cluster, spec, [[]]));
  const prober = begun({
    ...{ rate, folder, lanes: lanesOf(asked) },
    listeners: listening ? asked.filter(isListener(cluster.clients[0]?.name)) : [],
    ways: asked.map((question) => [wayKey(question), viaOf(question, cluster, spec)]),
    began: milliseconds(began),
  });
  // Whatever is done next is to be seen from its beginning.
  await Promise.race([once(prober, "message"), once(prober, "exit").then(() => ended(prober))]);
  const end = new AbortController();
  const chronicled = chronicle({ observe, record: note, clock, signal: end.signal });
  const over = async () => {
    const lasted = milliseconds(Date.now() - began);
    end.abort();
    await Promise.all([chronicled, ended(prober)]);
    return readHistory(folder, lasted);
  };
  return { began, folder, rate, pid: prober.pid, note, end: over };
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

const begun = (errand: Errand): ChildProcess => {
  // Compiled, it has another ending.
  const entry = join(import.meta.dirname, `prober${extname(import.meta.filename)}`);
  // A small young heap: requests are soon over, and what is collected late takes twice the memory.
  const prober = fork(entry, { execArgv: ["--max-semi-space-size=2"] });
  prober.send(errand);
  return prober;
};

const ended = async (prober: ChildProcess): Promise<void> => {
  if (prober.exitCode === null && prober.signalCode === null) {
    if (prober.connected) prober.send("end");
    await once(prober, "exit");
  }
  if (prober.exitCode !== 0)
    throw new SwarmspecError(`the prober ended with ${prober.exitCode ?? prober.signalCode}`);
};
