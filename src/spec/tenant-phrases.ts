import type { Placed } from "./context.ts";
import type { TenantDraft } from "./draft.ts";
import { type Phrase, textAt } from "./phrase.ts";
import { type Row, rowsOf } from "./table.ts";

export const tenants: Phrase = {
  expression: "these tenants on stack file {string}",
  example: `these tenants on stack file "tuleap.yml"
  | tenant  | host                |
  | bearded | bearded.example.com |
  | shaven  | shaven.example.com  |`,
  means:
    "Each tenant runs the stack file under its own name and answers at its host; $TENANT, $HOST and any further column are variables of the stack file.",
  apply: (draft, said) => {
    const stackFile = textAt(said, 0);
    const rows = rowsOf(said, { required: ["tenant", "host"], more: true });
    return {
      ...draft,
      tenants: [...draft.tenants, ...rows.map((row) => tenantOf(row, stackFile))],
    };
  },
};

const tenantOf = ({ value, place }: Placed<Row>, stackFile: string): Placed<TenantDraft> => {
  const { tenant = "", host = "" } = value;
  return {
    value: { name: tenant, host: host.toLowerCase(), stackFile, variables: variablesOf(value) },
    place,
  };
};

/** A column `replicas` is both `$replicas` and `$REPLICAS`, as `tenant` is `$TENANT`. */
const variablesOf = (row: Row): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => [
      [column.toUpperCase(), value],
      [column, value],
    ]),
  );
