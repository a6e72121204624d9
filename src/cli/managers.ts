import type Docker from "dockerode";
import { connect } from "../docker/connect.ts";
import type { Puller } from "../docker/image.ts";
import { statusOf } from "../docker/refusal.ts";
import { swarmBehind } from "../docker/swarm.ts";
import type { Cluster, NodeAddress } from "../model/cluster.ts";
import { NoLeader } from "../model/errors.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { endpointOf } from "../nodes/answering.ts";
import type { Swarm } from "../run/converge.ts";
import { clock } from "./clock.ts";
import { leaderless, type Word } from "./leaderless.ts";
import type { Workplace } from "./workplace.ts";

/** An engine that knows a leader answers sooner; one that does not may take 20 s for each thing it is asked. */
const prompt = seconds(5);

/** The addresses of the managers that a cluster was last heard to have. */
const managersOf = new WeakMap<Cluster, readonly string[]>();

/** For two managers to choose a leader after the third is lost; measured at up to 20 s. */
const election = seconds(40);

/**
 * The first manager of a cluster that answers and knows a leader. An election under way is waited for; throws
 * NoLeader at once where too few managers answer to choose one, and Unreachable if none does.
 */
export const anyManager = async (
  cluster: Cluster,
  signal: AbortSignal = new AbortController().signal,
  { inDoubt = false } = {},
): Promise<Puller> => {
  const deadline = clock.now() + election;
  for (;;) {
    const call: Call = { silences: [], there: new Set() };
    const asked = cluster.nodes.map((node) => heard(cluster, node, call));
    const { manager, words } = await promptly(signal, async (late) => {
      const first = await Promise.race([firstLed(asked), late]);
      if (first !== undefined && !inDoubt) return { manager: first };
      const all = await Promise.race([Promise.all(asked), late]);
      return { manager: first, words: all ?? presumed(cluster, call) };
    });
    if (manager !== undefined && !inDoubt) return manager;
    const said = (words ?? (await Promise.all(asked))).flatMap((word) => word ?? []);
    const { mayElect, error } = leaderless(cluster, said, new AggregateError(call.silences));
    if (!mayElect || clock.now() > deadline) throw error;
    if (manager !== undefined) return manager;
    // What an engine asked of a leader that is gone is answered by nobody: it is asked anew.
    await clock.sleep(milliseconds(300), signal);
  }
};

/** Does work that may go on without what is not there when `late` resolves. */
const promptly = async <T>(
  signal: AbortSignal | undefined,
  work: (late: Promise<undefined>) => Promise<T>,
): Promise<T> => {
  const over = new AbortController();
  const either = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
  const late = clock.sleep(prompt, either).then(() => undefined);
  // Nobody may be waiting for it any more.
  late.catch(() => {});
  try {
    return await work(late);
  } finally {
    over.abort();
  }
};

/** What came of asking all nodes, as far as it has come. */
interface Call {
  readonly silences: unknown[];
  /** Those whose engines answer, whatever becomes of their swarm. */
  readonly there: Set<string>;
}

/** What the engines that answer would say, where it is known from before; undefined where it is not. */
const presumed = (cluster: Cluster, { there }: Call): readonly Word[] | undefined => {
  const managers = managersOf.get(cluster);
  return managers && [...there].map((node) => ({ node, managers }));
};

/** The swarm through the given manager or one that answers, and through another when that one is lost. */
export const swarmOf = async (
  cluster: Cluster,
  { manager, login, signal, inDoubt = false }: Means = {},
): Promise<Swarm> => {
  let { engine } = manager ?? (await anyManager(cluster, signal, { inDoubt }));
  const behind = (): Swarm =>
    swarmBehind(engine, {
      cluster: cluster.name,
      nodes: () => enginesOf(cluster),
      ...(login && { login }),
    });
  const through = async <T>(ask: Ask<T>, until = clock.now() + election): Promise<T> => {
    try {
      return await promptly(signal, (late) => {
        const answer = ask(behind());
        // One that is frozen, or has lost its leader, says nothing for long: another one is asked meanwhile.
        const other = late
          .then(() => elsewhere(ask, until))
          .catch((error) => {
            if (error instanceof NoLeader) throw error;
            return answer;
          });
        return Promise.race([answer, other]);
      });
    } catch (error) {
      if (error instanceof NoLeader || !isLost(error) || clock.now() > until) throw error;
      return elsewhere(ask, until);
    }
  };
  // Who has lost the others goes on for a while as if there were a leader: the managers that answer are counted.
  const elsewhere = async <T>(ask: Ask<T>, until: number): Promise<T> => {
    ({ engine } = await anyManager(cluster, signal, { inDoubt: true }));
    return through(ask, until);
  };
  // Not tried again elsewhere: a write that got no answer may have been done.
  const once = async <T>(write: (swarm: Swarm) => Promise<T>): Promise<T> => {
    try {
      return await write(behind());
    } catch (error) {
      if (isLeaderless(error)) await anyManager(cluster, signal);
      throw error;
    }
  };
  return {
    observe: () => through((swarm) => swarm.observe()),
    apply: (plan, seen) => once((swarm) => swarm.apply(plan, seen)),
    runAgain: (job) => once((swarm) => swarm.runAgain(job)),
    rest: (job) => once((swarm) => swarm.rest(job)),
    remind: (service) => once((swarm) => swarm.remind(service)),
    restart: (service, delay) => once((swarm) => swarm.restart(service, delay)),
    logs: (task, lines) => through((swarm) => swarm.logs(task, lines)),
  };
};

type Ask<T> = (swarm: Swarm) => Promise<T>;

interface Means {
  readonly manager?: Puller;
  readonly login?: Workplace["login"];
  readonly signal?: AbortSignal;
  /** Whether nodes are lost: a manager that has lost the others gives old answers for a while. */
  readonly inDoubt?: boolean;
}

const enginesOf = (cluster: Cluster): Promise<readonly Docker[]> =>
  Promise.all(cluster.nodes.map((node) => engineOf(cluster, node)));

// An engine gives its swarm 20 s to answer, and then says why it did not: we listen for that long.
export const engineOf = (cluster: Cluster, node: NodeAddress): Promise<Docker> =>
  connect(endpointOf(node, cluster.credentials), { silence: 22_000 });

/** What a node says, with its engine where it is a manager whose swarm has a leader; undefined if it says nothing, for a reason that is added. */
const heard = async (
  cluster: Cluster,
  node: NodeAddress,
  { silences, there }: Call,
): Promise<Heard | undefined> => {
  try {
    const engine = await engineOf(cluster, node);
    there.add(node.name);
    const { Swarm } = await engine.info();
    const isLed = Swarm?.ControlAvailable === true && !Swarm.Error;
    const managers = ((Swarm?.RemoteManagers ?? []) as RemoteManager[]).map(({ Addr }) => Addr);
    if (isLed) managersOf.set(cluster, managers);
    return { node: node.name, managers, ...(isLed && { engine }) };
  } catch (cause) {
    silences.push(cause);
    return undefined;
  }
};

interface Heard extends Word {
  readonly engine?: Docker;
}

interface RemoteManager {
  readonly Addr: string;
}

/** Who answers first is taken: one that is cut off takes seconds to be given up. */
const firstLed = (asked: readonly Promise<Heard | undefined>[]): Promise<Puller | undefined> =>
  Promise.any(
    asked.map(async (word) => {
      const { node, engine } = (await word) ?? {};
      if (node === undefined || engine === undefined) throw new Error("it leads nowhere");
      return { node, engine };
    }),
  ).catch(() => undefined);

/** An engine that gave no HTTP answer is gone; one that answers 500 or 503 may have lost its leader. */
const isLost = (error: unknown): boolean =>
  statusOf(error) === undefined || statusOf(error) === 503 || isLeaderless(error);

/** In its own words, or those of a manager that waits for another. */
const isLeaderless = (error: unknown): boolean => /leader|deadline exceeded/i.test(String(error));
