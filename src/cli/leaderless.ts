import type { Cluster } from "../model/cluster.ts";
import { NoLeader, Unreachable } from "../model/errors.ts";

/** What the engine of a node that answers says of the swarm. */
export interface Word {
  readonly node: string;
  /** Addresses of the swarm's managers, as `address:port`. */
  readonly managers: readonly string[];
}

interface Leaderless {
  /** Whether enough managers answer to choose a leader by themselves: then it is worth waiting. */
  readonly mayElect: boolean;
  readonly error: NoLeader | Unreachable;
}

/** Why no manager speaks for its swarm, told in one line. Nodes that do not answer have no word. */
export const leaderless = (
  cluster: Site,
  words: readonly Word[],
  cause?: AggregateError,
): Leaderless => {
  const managers = managersIn(cluster, words);
  // One that has just been started does not manage yet, and is what the others wait for.
  const answering = managers.filter((name) => words.some(({ node }) => node === name));
  const needed = Math.floor(managers.length / 2) + 1;
  const mayElect = answering.length >= needed;
  if (answering.length === 0) return { mayElect, error: silent(cluster, cause) };
  const swarm = `the swarm "${cluster.name}" has no leader`;
  const lost = managers.filter((name) => !answering.includes(name));
  const why = mayElect
    ? `${answering.length} of its ${managers.length} managers answer, and have not chosen one`
    : `of its ${managers.length} managers only ${listed(answering)} ${answering.length === 1 ? "answers" : "answer"} and ${needed} are needed; swarmspec up starts ${listed(lost)} again`;
  return { mayElect, error: new NoLeader(`${swarm}: ${why}`, { cause }) };
};

type Site = Pick<Cluster, "name" | "nodes">;

const silent = ({ name, nodes }: Site, cause?: AggregateError): Unreachable =>
  new Unreachable(
    `no manager of the swarm "${name}" answers, of ${nodes.map((node) => node.name).join(", ")}`,
    { cause, hint: "swarmspec up starts what has stopped" },
  );

/** Engines tell managers by address; one that is not ours stays an address. */
const managersIn = ({ nodes }: Site, words: readonly Word[]): readonly string[] => {
  const hosts = words.flatMap(({ managers }) => managers.map((at) => at.replace(/:\d+$/, "")));
  const names = hosts.map((host) => nodes.find((node) => node.private === host)?.name ?? host);
  return [...new Set(names)].toSorted();
};

const listed = (names: readonly string[]): string => new Intl.ListFormat("en").format(names);
