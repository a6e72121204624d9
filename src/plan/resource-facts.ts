import type { Resources } from "../model/spec.ts";
import type { Whole } from "../model/units.ts";
import type { Fact } from "./fact.ts";
import * as words from "./words.ts";

/** What a service may use, and what nodes have to keep for it; zero and absent are the same to a swarm. */
export const resourceFacts = ({ limits = {}, reservations = {} }: Resources = {}): Fact[] => [
  ["resources.limits.cpus", words.cpus(limits.nanoCpus)],
  ["resources.limits.memory", words.bytes(limits.memory)],
  ["resources.limits.pids", words.amount(limits.pids)],
  ["resources.reservations.cpus", reserved(words.cpus, reservations.nanoCpus)],
  ["resources.reservations.memory", reserved(words.bytes, reservations.memory)],
  ["resources.reservations.generic", words.set((reservations.generic ?? []).map(generic))],
];

const reserved = (say: (value: number) => string, value: number | undefined): string =>
  value ? say(value) : "(none)";

const generic = ({ kind, value }: { readonly kind: string; readonly value: Whole }): string =>
  `${words.whole(value)} ${kind}`;
