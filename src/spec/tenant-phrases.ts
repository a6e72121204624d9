import type { Placed } from "./context.ts";
import type { StackDraft, TenantDraft } from "./draft.ts";
import { type Phrase, textAt } from "./phrase.ts";
import { type Row, rowsOf } from "./table.ts";

export const tenants: Phrase = {
  expression: "these tenants on stack file(s) {string}",
  example: `these tenants on stack file "tuleap.yml"
  | tenant  | host                |
  | bearded | bearded.example.com |
  | shaven  | shaven.example.com  |`,
  means:
    "Each tenant runs the stack file, or several that are merged as `docker stack deploy -c A -c B` does, under its own name and answers at its host; $TENANT, $HOST and any further column are variables of the stack files.",
  apply: (draft, said) => {
    const files = filesIn(textAt(said, 0));
    const rows = rowsOf(said, { required: ["tenant", "host"], more: true });
    return {
      ...draft,
      tenants: [...draft.tenants, ...rows.map((row) => tenantOf(row, files))],
    };
  },
};

export const stack: Phrase = {
  expression: "a stack {string} on stack file(s) {string}",
  example: `a stack "monitoring" on stack files "monitoring.yml, monitoring.alerts.yml"`,
  means: "The swarm also runs this stack, which is no tenant: the reverse proxy does not serve it.",
  apply: (draft, said) => {
    const value: StackDraft = {
      name: textAt(said, 0),
      files: filesIn(textAt(said, 1)),
      variables: {},
    };
    return { ...draft, stacks: [...draft.stacks, { value, place: said.place }] };
  },
};

/** Variables that a row sets: a column `replicas` is both `$replicas` and `$REPLICAS`, as `tenant` is `$TENANT`. */
export const variablesOf = (row: Row): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => [
      [column.toUpperCase(), value],
      [column, value],
    ]),
  );

const filesIn = (text: string): string[] => text.split(",").map((file) => file.trim());

const tenantOf = ({ value, place }: Placed<Row>, files: readonly string[]): Placed<TenantDraft> => {
  const { tenant = "", host = "" } = value;
  return {
    value: { name: tenant, host: host.toLowerCase(), files, variables: variablesOf(value) },
    place,
  };
};
