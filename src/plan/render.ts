import type { Change, FieldChange, Plan } from "../model/change.ts";
import { type Conceal, concealing } from "../model/concealed.ts";
import { type Line, oneLine } from "../model/line.ts";
import { changesOf } from "./diff.ts";
import { fieldLine } from "./telling.ts";

type Action = Change["action"];

/** How a line about each action is coloured, if at all. */
export type Paint = Readonly<Record<Action, (line: Line) => Line>>;

const symbols: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  remove: "-",
};

const plain = (line: Line): Line => line;
const unpainted: Paint = { create: plain, update: plain, replace: plain, remove: plain };

/** The plan for people: a line per change with its reason, a line per field, and a summary. */
export const render = (plan: Plan, paint: Paint = unpainted): Line[] => {
  const conceal = concealing(plan.outside);
  return [
    ...changesOf(plan).flatMap((change) => [
      paint[change.action](headline(change, conceal)),
      ...change.fields.map((field) => oneLine(`    ${conceal(fieldLine(field))}`)),
    ]),
    oneLine(summary(plan)),
  ];
};

/** One sentence without a full stop on how much there is to do. */
const summary = (plan: Plan): string => {
  const changes = changesOf(plan);
  if (changes.length === 0) return "nothing to do";
  const count = (action: Action) => changes.filter((change) => change.action === action).length;
  const replaced = count("replace") === 0 ? [] : [`${count("replace")} to replace`];
  return [
    `${count("create")} to create`,
    `${count("update")} to update`,
    ...replaced,
    `${count("remove")} to remove`,
  ].join(", ");
};

/** The plan for programs, without the bytes and ids that only apply needs. */
export const planJson = (plan: Plan): { changes: PlannedChange[] } => {
  const conceal = concealing(plan.outside);
  return {
    changes: changesOf(plan).map(({ action, kind, name, reason, fields }) => ({
      action,
      kind,
      name: isOurs(kind) ? name : conceal(name),
      reason: conceal(reason),
      fields: fields.map(({ field, seen, wanted }) => ({
        field: conceal(field),
        seen: conceal(seen),
        wanted: conceal(wanted),
      })),
    })),
  };
};

export interface PlannedChange {
  readonly action: Action;
  readonly kind: Change["kind"];
  readonly name: string;
  readonly reason: string;
  readonly fields: readonly FieldChange[];
}

const headline = ({ action, kind, name, reason }: Change, conceal: Conceal): Line => {
  const known = isOurs(kind) ? name : conceal(name);
  return oneLine(`${symbols[action]} ${kind} ${known}: ${conceal(reason)}`);
};

/** Keys of stack files and words of features, which no variable is filled into. */
const isOurs = (kind: Change["kind"]): boolean => kind === "service" || kind === "node";
