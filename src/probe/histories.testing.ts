import type { Question, Scheme } from "../model/sample.ts";
import { dueAt, type Lane, questionAt, type Schedule, turnsUntil } from "../model/schedule.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt, History, Share } from "../model/watch.ts";
import { questions } from "./matrix.ts";

/** For tests: what a watch was to ask, its nodes, tenants and clients by name. */
export interface Asked {
  readonly nodes: readonly string[];
  readonly tenants: readonly string[];
  readonly clients: readonly string[];
  readonly schemes: readonly Scheme[];
  /** Requests a second of each client to each node. */
  readonly rate: number;
  readonly from?: number;
  /** The clients that listen to each tenant through each node. */
  readonly listening?: readonly string[];
}

/** For tests: that as a schedule. */
export const scheduleOf = ({ rate, from = 0, listening = [], ...asked }: Asked): Schedule => {
  const all = questions({
    nodes: asked.nodes.map(named),
    tenants: asked.tenants.map((name) => ({ name, host: `${name}.example.com` })),
    clients: asked.clients.map((name) => ({ name, address: "172.31.0.201" })),
    ...{ schemes: asked.schemes, claims: [[]] },
  });
  const lanes = Object.values(Object.groupBy(all, ({ node, client }) => `${node} ${client}`));
  return {
    from: milliseconds(from),
    ...{ rate, lanes: lanes as unknown as readonly Lane[] },
    listeners: all.filter(
      ({ client, scheme }) => scheme === asked.schemes[0] && listening.includes(client),
    ),
  };
};

const named = (name: string) => ({ name });

/** For tests: all of a schedule asked on time and answered at once, until the watch ends. */
export const answered = (schedule: Schedule, lasted: Milliseconds): readonly Attempt[] =>
  Array.from({ length: turnsUntil(schedule, lasted) }, (_, turn) =>
    answer(questionAt(schedule, turn), dueAt(schedule, turn)),
  );

/** For tests: a question that was answered as promised. */
const answer = (question: Question, due: Milliseconds): Attempt => ({
  ...question,
  ...{ status: 200, answeredBy: question.tenant, forwardedFor: [question.expected] },
  ...{ ms: milliseconds(5), due, sent: due },
});

/** For tests: a watch in which all was asked and answered, on a machine that had time for it. */
export const historyOf = (schedule: Schedule, lasted: Milliseconds): History => ({
  ...{ schedule, attempts: answered(schedule, lasted), occurrences: [], hearings: [] },
  machine: { shares: sharesUntil(lasted, 1), stalls: [] },
  ...{ begun: milliseconds(0), lasted, incomplete: [], troubles: [] },
});

/** For tests: half a second after the other, with so much of the machine left. */
export const sharesUntil = (lasted: number, left: number): readonly Share[] =>
  Array.from({ length: Math.ceil(lasted / 500) }, (_, i) => ({
    ...{ at: milliseconds(i * 500), until: milliseconds((i + 1) * 500), left },
  }));
