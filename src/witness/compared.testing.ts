import { allowed, doneAnew, tidied, unsaid } from "../../steps/allowed-differences.ts";
import { differencesOf, ignoredIn } from "../../steps/both-said.ts";
import { label } from "../model/label.ts";
import { type Held, type Kind, kinds } from "./engine.testing.ts";
import { type Deployed, stackName } from "./stack.testing.ts";

/** What came of one stack on both sides. */
export interface Compared {
  readonly outcome: Outcome;
  /** Why they may differ, where they do on purpose. */
  readonly meant: readonly string[];
  /** A line per difference, or what the one side said that refused. */
  readonly lines: readonly string[];
}

type Outcome = (typeof outcomes)[number];

export const outcomes = [
  "same",
  "both refuse",
  "differ",
  "only docker refuses",
  "only swarmspec refuses",
] as const;

interface Both {
  readonly docker: Deployed;
  readonly ours: Deployed;
  /** What docker had been told to have before, if this is a second deploy. */
  readonly before?: Held;
}

export const compared = ({ docker, ours, before }: Both): Compared => {
  if (docker.refused && ours.refused)
    return { outcome: "both refuse", meant: [], lines: [docker, ours].map(wordsOf) };
  const anew = doneAnew.find(({ said }) => docker.refused && said.test(docker.said));
  if (anew !== undefined) return { outcome: "same", meant: [anew.why], lines: [] };
  if (docker.refused)
    return { outcome: "only docker refuses", meant: [], lines: [wordsOf(docker)] };
  if (ours.refused) return { outcome: "only swarmspec refuses", meant: [], lines: [wordsOf(ours)] };
  const [theirs, own] = [comparable(docker.held), comparable(ours.held)];
  const { kept, meant } = withoutTidied(theirs, { own, before: before && comparable(before) });
  const lines = [
    ...differencesOf(kept.docker, kept.ours),
    ...(ours.open ?? []).map((change) => `still to do, however often applied: ${change}`),
    ...differencesOf(ignored(docker), ignored(ours)).map((line) => `ignored ${line}`),
  ];
  return { outcome: lines.length === 0 ? "same" : "differ", meant, lines };
};

/** Docker says each once for all files, and we once for each file. */
const ignored = ({ said }: Deployed): string[] => [...new Set(ignoredIn(said))].toSorted();

const wordsOf = ({ said }: Deployed): string => said.trim().split("\n").slice(-3).join(" / ");

type Bodies = Readonly<Record<Kind, Readonly<Record<string, unknown>>>>;

/** What of this stack is there, by name, without what may differ. */
const comparable = (held: Held): Bodies =>
  Object.fromEntries(
    kinds.map((kind) => [
      kind,
      Object.fromEntries(
        [...held[kind].values()]
          .map((body) => plain(body) as Body)
          .map((body) => [body.Name, body] as const)
          .filter(([, body]) => isOfStack(body)),
      ),
    ]),
  ) as Bodies;

interface Body {
  readonly Name: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

const isOfStack = ({ Labels }: Body): boolean => Labels?.[label.stack] === stackName;

const plain = (body: string): unknown => {
  // Of one stack most bodies are the same after each change.
  if (!plains.has(body)) plains.set(body, plainOf(body));
  return plains.get(body);
};

const plains = new Map<string, unknown>();

const plainOf = (body: string): unknown => {
  const text = allowed.reduce((json, { from, to }) => json.replaceAll(from, to), body);
  return said(JSON.parse(text.replaceAll(/,(?=\})/g, ""), wholeNumbers as never), "");
};

/** Numbers that JavaScript would round stay texts of their digits. */
const wholeNumbers = (_: string, value: unknown, { source }: { readonly source?: string }) =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? source : value;

/** The value without what is not said by it, from the bottom up. */
const said = (value: unknown, path: string): unknown => {
  if (typeof value !== "object" || value === null) return value;
  const below = path === "" ? "" : `${path}.`;
  if (Array.isArray(value)) return value.map((one, index) => said(one, `${below}${index}`));
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, said(one, `${below}${key}`)] as const)
      .filter(([key, one]) => !unsaid.some(({ isSo }) => isSo(`${below}${key}`, one))),
  );
};

/** Leaves out what docker has left alone in a second deploy and we have not. */
const withoutTidied = (
  docker: Bodies,
  { own, before }: { readonly own: Bodies; readonly before: Bodies | undefined },
) => {
  const meant = new Set<string>();
  const isUntouched = (kind: Kind, name: string, body: unknown): boolean => {
    if (kind === "services" || before?.[kind][name] === undefined) return false;
    if (differencesOf(before[kind][name], body).length > 0) return false;
    if (differencesOf(body, own[kind][name]).length === 0) return false;
    meant.add(own[kind][name] === undefined ? tidied.removed : tidied.replaced);
    return true;
  };
  const left = kinds.map((kind) => {
    const untouched = new Set(
      Object.entries(docker[kind])
        .filter(([name, body]) => isUntouched(kind, name, body))
        .map(([name]) => name),
    );
    const rest = (bodies: Bodies) =>
      Object.fromEntries(Object.entries(bodies[kind]).filter(([name]) => !untouched.has(name)));
    return { docker: [kind, rest(docker)] as const, ours: [kind, rest(own)] as const };
  });
  return {
    meant: [...meant],
    kept: {
      docker: Object.fromEntries(left.map((one) => one.docker)),
      ours: Object.fromEntries(left.map((one) => one.ours)),
    },
  };
};
