import { badInput } from "./bad-input.ts";
import type { Draft, TenantDraft } from "./draft.ts";
import { type Phrase, type Said, textAt } from "./phrase.ts";
import { rowsOf } from "./table.ts";
import { variablesOf } from "./tenant-phrases.ts";

export const renewedCertificate: Phrase = {
  expression: "the certificate of {string} is renewed on {string}",
  example: 'the certificate of "bearded" is renewed on "2026-11-01"',
  means:
    "The proxies serve this tenant with a certificate issued on that day; another day is another certificate.",
  apply: (draft, said) => {
    const [name, renewed] = [textAt(said, 0), textAt(said, 1)];
    if (!/^\d{4}-\d\d-\d\d$/.test(renewed) || Number.isNaN(Date.parse(renewed)))
      throw badInput(`no such day: ${renewed}`, said.place, { hint: "write it as 2026-11-01" });
    return withTenant(draft, said, { name, change: (tenant) => ({ ...tenant, renewed }) });
  },
};

export const variables: Phrase = {
  expression: "the tenants have these variables",
  example: `the tenants have these variables
  | tenant  | GREETING        |
  | bearded | Mind your chin. |`,
  means: "Further variables of the stack file, for the tenants of the table only.",
  apply: (draft, said) =>
    rowsOf(said, { required: ["tenant"], more: true }).reduce((before, { value, place }) => {
      const { tenant: name = "", ...row } = value;
      const change = (one: TenantDraft): TenantDraft => ({
        ...one,
        variables: { ...one.variables, ...variablesOf(row) },
      });
      return withTenant(before, { ...said, place }, { name, change });
    }, draft),
};

export const stackVariables: Phrase = {
  expression: "the stack {string} has these variables",
  example: `the stack "monitoring" has these variables
  | RETENTION |
  | 30d       |`,
  means: "Variables of the stack file, for this stack only.",
  apply: (draft, said) => {
    const [name, [row, second]] = [textAt(said, 0), rowsOf(said, { required: [], more: true })];
    if (row === undefined || second !== undefined)
      throw badInput("a stack has one value for each variable", said.place, {
        hint: "write a row with names, and one with values",
      });
    if (!draft.stacks.some(({ value }) => value.name === name))
      throw badInput(`no such stack: ${name}`, said.place, { hint: "say it after the stack" });
    const variables = variablesOf(row.value);
    const stacks = draft.stacks.map(({ value, place }) => ({
      place,
      value:
        value.name === name ? { ...value, variables: { ...value.variables, ...variables } } : value,
    }));
    return { ...draft, stacks };
  },
};

interface Wish {
  readonly name: string;
  readonly change: (tenant: TenantDraft) => TenantDraft;
}

const withTenant = (
  draft: Draft,
  { place }: Pick<Said, "place">,
  { name, change }: Wish,
): Draft => {
  if (!draft.tenants.some(({ value }) => value.name === name))
    throw badInput(`no such tenant: ${name}`, place, { hint: "say it after the tenants' table" });
  return {
    ...draft,
    tenants: draft.tenants.map((one) =>
      one.value.name === name ? { ...one, value: change(one.value) } : one,
    ),
  };
};
