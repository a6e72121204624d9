import type { Change, Plan } from "../model/change.ts";
import { NotConverged } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { wordsOf } from "./refusal.ts";
import { sideBySide } from "./side-by-side.ts";
import { write } from "./write.ts";
import { readyForVolumes } from "./write-volume.ts";
import type { WritableIds, Writing } from "./writing.ts";

/** The swarm refused a write that another look may mend, for example as somebody else wrote: read again, plan again. */
export class OutOfSequence extends NotConverged {}

/**
 * Carries out a plan, a stage after the other, the changes of a stage side by side.
 * Throws OutOfSequence where the swarm changed under it, or still uses what is to go, and NotConverged
 * before the first write where a volume's nodes cannot be reached. What is gone already counts as removed.
 */
export const apply = async (plan: Plan, writing: Writing): Promise<void> => {
  const changes = plan.stages.flat();
  const ids = idsOf(writing.seen);
  const written = new Set(changes.filter(isService).map(({ name }) => name));
  await readyForVolumes(changes, writing);
  for (const stage of plan.stages)
    await sideBySide(
      stage.map((change) => inSequence(change, { writing: write(change, writing, ids), written })),
      isPassing,
    );
};

const isService = ({ kind }: Change): boolean => kind === "service";

// Reading again mends what is out of sequence, and must not hide what it cannot mend.
const isPassing = (error: unknown): boolean => error instanceof OutOfSequence;

const idsOf = ({ networks, configs, secrets }: Snapshot): WritableIds => ({
  networks: new Map(networks.map(({ name, id }) => [name, id])),
  configs: new Map(configs.map(({ name, id }) => [name, id])),
  secrets: new Map(secrets.map(({ name, id }) => [name, id])),
});

interface Attempt {
  readonly writing: Promise<void>;
  /** The names of all services that the plan writes. */
  readonly written: ReadonlySet<string>;
}

const inSequence = async (change: Change, { writing, written }: Attempt): Promise<void> => {
  try {
    await writing;
  } catch (cause) {
    const words = String(cause);
    if (!passing.test(words) && !written.has(holderOfPort(words))) throw cause;
    const what = `${change.kind} ${change.name}`;
    throw new OutOfSequence(`${what} could not be written yet: ${wordsOf(cause)}`, { cause });
  }
};

/** What another look may mend. A published port that another service holds is not: "port '80' is already in use by …". */
const passing =
  /out of sequence|already exists|no such (?:service|node)|(?<!port '\d+' is already )in use/i;

/** Unless the plan has just taken the port from that service: it is free a moment later. */
const holderOfPort = (words: string): string =>
  /port '\d+' is already in use by service '([^']*)'/.exec(words)?.[1] ?? "";
