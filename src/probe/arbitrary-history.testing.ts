import fc from "fast-check";
import type { Scheme } from "../model/sample.ts";
import type { Schedule } from "../model/schedule.ts";
import { milliseconds } from "../model/units.ts";
import type { Attempt, Hearing, HistoryFile } from "../model/watch.ts";
import { answered, scheduleOf } from "./histories.testing.ts";
import type { HistoryLines } from "./history.ts";

/** For tests: the lines of a watch's files, their number at the end, and how long the watch lasted. */
export interface Written {
  readonly files: Readonly<Record<HistoryFile, readonly string[]>>;
  readonly lasted: number;
}

/** For tests: watches in which all sorts of things fail, on machines that stand still now and then. */
export const anyWatch: fc.Arbitrary<Written> = fc
  .record({
    nodes: fc.integer({ min: 1, max: 3 }),
    tenants: fc.integer({ min: 1, max: 2 }),
    clients: fc.integer({ min: 1, max: 2 }),
    schemes: fc.constantFrom<readonly Scheme[]>(["http"], ["http", "https"]),
    rate: fc.constantFrom(8, 12),
    lasted: fc.integer({ min: 2600, max: 4200 }),
    troubles: fc.array(trouble(), { maxLength: 3 }),
    stops: fc.array(fc.record({ node: nodeName(), at: moment() }), { maxLength: 3 }),
    stalls: fc.array(fc.record({ at: moment(), length: fc.integer({ min: 250, max: 900 }) }), {
      maxLength: 2,
    }),
    lefts: fc.array(fc.constantFrom(1, 1, 1, 0.6, 0.2), { minLength: 9, maxLength: 9 }),
    listens: fc.boolean(),
    deaf: fc.array(fc.record({ node: nodeName(), from: moment(), length: moment() }), {
      maxLength: 1,
    }),
  })
  .map(({ nodes, tenants, clients, schemes, rate, listens, ...rest }) => {
    const schedule = scheduleOf({
      nodes: named("node", nodes),
      tenants: named("tenant", tenants),
      clients: named("client", clients),
      ...{ schemes, rate, listening: listens ? ["client-1"] : [] },
    });
    return written(schedule, rest);
  });

const named = (what: string, n: number): readonly string[] =>
  Array.from({ length: n }, (_, i) => `${what}-${i + 1}`);

function nodeName() {
  return fc.constantFrom("node-1", "node-2", "node-3");
}

function moment() {
  return fc.integer({ min: 0, max: 4200 });
}

interface Trouble {
  readonly node: string;
  readonly tenant: string | undefined;
  readonly from: number;
  readonly length: number;
  readonly how: Partial<Attempt>;
}

function trouble(): fc.Arbitrary<Trouble> {
  const none = { status: undefined, answeredBy: undefined };
  return fc.record({
    node: nodeName(),
    tenant: fc.constantFrom(undefined, undefined, "tenant-1", "tenant-2"),
    from: moment(),
    length: fc.integer({ min: 1, max: 2500 }),
    how: fc.constantFrom(
      { ...none, error: "refused" },
      { ...none, error: "refused" },
      { ...none, error: "timeout", ms: 5000 },
      { ...none, error: "certificate: has expired" },
      { status: 503, answeredBy: undefined },
      { status: 404, answeredBy: undefined },
      { answeredBy: "tenant-9" },
      { forwardedFor: ["6.6.6.6"] },
      { ms: 2400 },
    ) as fc.Arbitrary<Partial<Attempt>>,
  });
}

interface Facts {
  readonly lasted: number;
  readonly troubles: readonly Trouble[];
  readonly stops: readonly { readonly node: string; readonly at: number }[];
  readonly stalls: readonly { readonly at: number; readonly length: number }[];
  readonly lefts: readonly number[];
  readonly deaf: readonly {
    readonly node: string;
    readonly from: number;
    readonly length: number;
  }[];
}

const written = (schedule: Schedule, facts: Facts): Written => {
  const attempts = answered(schedule, milliseconds(facts.lasted)).map((one) => ({
    ...one,
    ...facts.troubles.find((trouble) => isHit(one, trouble))?.how,
  }));
  const machine = [
    ...facts.stalls.map(({ at, length }) => ({ at, until: at + length, stalled: true })),
    ...facts.lefts.map((left, i) => ({ at: i * 500, until: (i + 1) * 500, left })),
  ];
  const stops = facts.stops.map(({ node, at }) => ({
    ...{ at, node, kind: "task", what: `proxy on ${node} is shutdown` },
  }));
  return {
    lasted: facts.lasted,
    files: {
      attempts: ended([{ schedule }, ...attempts]),
      hearings: ended(schedule.listeners.flatMap((one) => heardBy(one, facts))),
      machine: ended(machine),
      occurrences: ended(stops),
    },
  };
};

const isHit = ({ node, tenant, sent }: Attempt, trouble: Trouble): boolean =>
  node === trouble.node &&
  (trouble.tenant === undefined || tenant === trouble.tenant) &&
  sent >= trouble.from &&
  sent < trouble.from + trouble.length;

/** An event each half second; who is deaf for a while is not open then, and misses what is told. */
const heardBy = (
  { node, tenant, client }: Pick<Hearing, "node" | "tenant" | "client">,
  { lasted, deaf }: Facts,
): readonly object[] => {
  const own = { node, tenant, client };
  const events = Array.from({ length: Math.floor(lasted / 500) }, (_, i) => i + 1);
  const isDeaf = (at: number) =>
    deaf.some((one) => one.node === node && at >= one.from && at < one.from + one.length);
  return [
    { ...own, at: 0, what: "closed" },
    { ...own, at: 5, what: "opened" },
    ...events.map((id) => ({ ...own, at: id * 500 - 10, what: "published", id: `${id}`, ms: 5 })),
    ...events
      .filter((id) => !isDeaf(id * 500))
      .map((id) => ({ ...own, at: id * 500, what: "heard", id: `${id}` })),
    ...deaf
      .filter((one) => one.node === node)
      .flatMap(({ from, length }) => [
        { ...own, at: from, what: "closed" },
        { ...own, at: from + length, what: "opened" },
      ]),
  ];
};

const ended = (lines: readonly object[]): readonly string[] =>
  [...lines, { lines: lines.length }].map((line) => JSON.stringify(line));

/** For tests: one way in which part of what was written is gone. */
export type Loss = (file: HistoryFile, lines: readonly string[]) => readonly string[];

const names = ["attempts", "hearings", "machine", "occurrences"] as const;

/** For tests: lines, ends, nodes, tenants, schemes, clients, the first or the last seconds are gone. */
export const anyLoss: fc.Arbitrary<Loss> = fc.oneof(
  fc
    .record({ file: fc.constantFrom(...names), gone: fc.array(fc.nat(400), { minLength: 1 }) })
    .map(({ file, gone }): Loss => only(file, (_, i, all) => !gone.some((n) => n % all === i))),
  fc.constantFrom(...names).map((file): Loss => only(file, (_, i, all) => i < all - 1)),
  fc.constantFrom(...names).map((file): Loss => only(file, () => false)),
  fc.constantFrom(...names).map((file): Loss => only(file, (_, i) => i > 0)),
  fc
    .constantFrom(
      '"node":"node-1"',
      '"tenant":"tenant-1"',
      '"client":"client-1"',
      '"scheme":"http"',
    )
    .map(
      (word): Loss =>
        (_, lines) =>
          lines.filter((line) => isKept(line) || !line.includes(word)),
    ),
  moment().map((from): Loss => within((at) => at >= from)),
  moment().map((until): Loss => within((at) => at < until)),
  fc.record({ file: fc.constantFrom(...names), at: fc.nat() }).map(
    ({ file, at }): Loss =>
      (name, lines) => {
        const text = lines.join("\n");
        return name === file ? text.slice(0, at % (text.length + 1)).split("\n") : lines;
      },
  ),
);

const only =
  (file: HistoryFile, keeps: (line: string, i: number, all: number) => boolean): Loss =>
  (name, lines) =>
    name === file ? lines.filter((line, i) => keeps(line, i, lines.length)) : lines;

/** The first and the last line of a file, which are about no request. */
const isKept = (line: string): boolean => /^\{"(schedule|lines)"/.test(line);

const within =
  (keeps: (at: number) => boolean): Loss =>
  (_, lines) =>
    lines.filter((line) => isKept(line) || keeps(timeIn(line)));

const timeIn = (line: string): number => {
  const { sent, at } = JSON.parse(line) as { readonly sent?: number; readonly at?: number };
  return sent ?? at ?? 0;
};

/** For tests: the files as lines, after a loss. */
export const linesOf = ({ files }: Written, loss: Loss = (_, lines) => lines): HistoryLines =>
  Object.fromEntries(
    names.map((name) => [name, loss(name, files[name])]),
  ) as unknown as HistoryLines;
