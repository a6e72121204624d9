import { Damage } from "../fault/damage.ts";
import { BadInput } from "../model/errors.ts";
import { oneLine } from "../model/line.ts";
import { type Milliseconds, seconds } from "../model/units.ts";
import { durationOf } from "../spec/duration.ts";
import { type Around, print } from "./around.ts";
import { clock } from "./clock.ts";
import { faultKind, faultOn } from "./fault-kinds.ts";
import { chosenCluster } from "./kept.ts";
import { joined, visiting } from "./workplace.ts";

interface Wish {
  readonly kind: string;
  /** A node's name, "leader", or a service's name for kill-task. */
  readonly target: string;
  readonly for?: string;
  readonly cluster?: string;
}

/**
 * Breaks a kept cluster, waits, and puts it right again, also when interrupted. 130 if it was interrupted
 * before its time; who set no time ends it by interrupting, and gets 0.
 */
export const fault = async (wish: Wish, around: Around): Promise<number> => {
  const [kind, span] = [faultKind(wish.kind), spanOf(wish.for)];
  if (kind === "kill-task" && span !== undefined)
    throw new BadInput("kill-task takes no --for: the swarm starts another task at once", {
      hint: "leave --for out, or break the node: kill, pause, cut-private, cut-public, drain",
    });
  const { engine } = await visiting(around, () => {});
  const cluster = await chosenCluster(engine, wish.cluster);
  const made = await faultOn({ engine, cluster }, { kind, target: wish.target });
  const inTime = await whileDone(made, async () => {
    print(around.stderr, oneLine(`${made.done}.`));
    // The swarm mends it itself, whatever we wait for.
    return kind === "kill-task" || waited(around, span);
  });
  print(around.stderr, oneLine(`${made.undone}.`));
  return inTime ? 0 : 130;
};

const spanOf = (text: string | undefined): Milliseconds | undefined => {
  const span = text === undefined ? undefined : durationOf(text);
  if (text !== undefined && span === undefined)
    throw new BadInput(`--for is not a span of time: ${text}`, {
      hint: "for example 30s or 1m30s",
    });
  return span;
};

/** Does the work while something is broken, and puts that right, whatever became of the work. */
const whileDone = async <T>(
  made: Parameters<Damage["inflict"]>[0],
  work: () => Promise<T>,
): Promise<T> => {
  const damage = new Damage();
  let result: T;
  try {
    await damage.inflict(made);
    result = await work();
  } catch (error) {
    await damage.undo().catch((trouble) => joined(error, trouble));
    throw error;
  }
  await damage.undo();
  return result;
};

/** Whether nobody interrupted it before its time; without one, to be interrupted is its end. */
const waited = async ({ signal }: Around, span: Milliseconds | undefined): Promise<boolean> => {
  try {
    do await clock.sleep(span ?? hour, signal);
    while (span === undefined);
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return span === undefined;
  }
};

const hour = seconds(3600);
