import type { Sample } from "./sample.ts";
import type { Schedule } from "./schedule.ts";
import type { Milliseconds } from "./units.ts";

/** One request of a watch, with its times since the watch began. */
export interface Attempt extends Sample {
  /** When it was to leave, whatever became of those before it. */
  readonly due: Milliseconds;
  /** When it left. */
  readonly sent: Milliseconds;
}

/** Something that happened to the cluster meanwhile. */
export interface Occurrence {
  readonly at: Milliseconds;
  readonly kind: "task" | "update" | "node" | "leader" | "fault";
  /** A sentence without a full stop, for example "proxy on node-01 is shutdown". */
  readonly what: string;
  readonly node?: string;
}

/** Something that a listener of a tenant's event stream went through, or an event that the tenant took for it. */
export interface Hearing {
  readonly at: Milliseconds;
  readonly node: string;
  readonly tenant: string;
  readonly client: string;
  /** An event is published when its request leaves, and only told of if it was accepted. */
  readonly what: "opened" | "closed" | "unfit" | "heard" | "published";
  /** The number of the event that was heard or published, in decimal digits: some are greater than a number can be. */
  readonly id?: string;
  /** Why a stream was closed, or is unfit to be opened, where it told what nobody can use. */
  readonly why?: string;
  /** How long it took until a published event was accepted. */
  readonly ms?: Milliseconds;
}

/** How the machine was while a watch went on, told by who asks. */
export interface Machine {
  /** What part of the processor time that processes wanted they had, from 0 to 1, span after span. */
  readonly shares: readonly Share[];
  /** When the prober, or all of the machine, stood still. */
  readonly stalls: readonly Span[];
}

export interface Span {
  readonly at: Milliseconds;
  readonly until: Milliseconds;
}

export interface Share extends Span {
  readonly left: number;
}

/** What a machine's history is told in. */
export type MachineLine = Share | (Span & { readonly stalled: true });

/** All that a watch has recorded, in whatever order it came. */
export interface History {
  /** What was to be asked; absent where that is not recorded. */
  readonly schedule?: Schedule;
  readonly attempts: readonly Attempt[];
  readonly occurrences: readonly Occurrence[];
  /** In the order of time; none where nobody listened. */
  readonly hearings: readonly Hearing[];
  readonly machine: Machine;
  /** When whoever began the watch knew that it had: whatever is done to the cluster is done later. */
  readonly begun: Milliseconds;
  readonly lasted: Milliseconds;
  /** The files of which lines are missing or cannot be read: each ends with their number. */
  readonly incomplete: readonly HistoryFile[];
  /** What went wrong with who asks, a sentence each, for example "the prober ended with SIGKILL". */
  readonly troubles: readonly string[];
}

/** The parts of a history, each a file of its own. */
export type HistoryFile = "attempts" | "hearings" | "machine" | "occurrences";

/** A span in which a node answered no request as promised. */
export interface Outage {
  readonly node: string;
  /** Those whose requests failed. */
  readonly tenants: readonly string[];
  /** When the first request left that failed. */
  readonly from: Milliseconds;
  /** When an answer arrived to a later request; when the last one was given up, where none did. */
  readonly until: Milliseconds;
  /** Whether an answer ended it: else nobody knows for how long it went on after the watch. */
  readonly ended: boolean;
  readonly failed: number;
  /** Whether a request got no status at all: a refused connection is silence too, an error page is none. */
  readonly silent: boolean;
  readonly errors: readonly string[];
}

/** What clients saw, told from a history alone. */
export interface Findings {
  readonly nodes: readonly NodeFindings[];
  readonly outages: readonly Outage[];
  /** The most nodes that were silent at one moment. */
  readonly mostSilent: number;
  readonly wrongAddresses: number;
  readonly wrongTenants: number;
  readonly serverErrors: number;
  readonly latency: Percentiles;
  /** How late requests left, against their schedule. */
  readonly lateness: Percentiles & { readonly onTime: number };
  readonly total: number;
}

export interface NodeFindings {
  readonly node: string;
  readonly total: number;
  readonly failed: number;
}

/** What one listener of an event stream went through. */
export interface Listening {
  readonly node: string;
  readonly tenant: string;
  readonly client: string;
  /** Events heard, each once. */
  readonly heard: number;
  /** Events that were accepted after its stream had opened, or that others heard after its first, and it did not. */
  readonly missed: number;
  /** The longest time from when an event was accepted or first heard by anybody until this listener heard it. */
  readonly latest: Milliseconds;
  /** When the stream was not open; `until` is absent where it never was again. */
  readonly breaks: readonly Break[];
}

/** A time in which a stream was not open. */
export interface Break {
  readonly from: Milliseconds;
  readonly until?: Milliseconds;
  /** Where it told what nobody can use. */
  readonly why?: string;
}

/** What a watch was, as its report tells it. */
export interface WatchTold {
  /** When it began, as an ISO 8601 time; all other times count from then. */
  readonly began: string;
  readonly lasted: Milliseconds;
  /** Requests a second of each client to each node. */
  readonly rate: number;
  readonly nodes: readonly string[];
  readonly clients: readonly string[];
  readonly tenants: readonly string[];
  readonly findings: Findings;
  readonly listening: readonly Listening[];
  /** The folder with attempts.ndjson and occurrences.ndjson, relative to the report's. */
  readonly history: string;
}

/** In milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}
