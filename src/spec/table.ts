import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import type { Said } from "./phrase.ts";

export type Row = Readonly<Record<string, string>>;

interface Columns {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Whether columns beyond the required ones are welcome. */
  readonly more: boolean;
}

/** The rows of a step's table by column name; a table that is missing, empty or oddly headed is BadInput. */
export const rowsOf = (said: Said, columns: Columns): Placed<Row>[] => {
  const [header, ...rows] = said.rows ?? [];
  if (header === undefined) throw badInput("the table is missing", said.place, wanting(columns));
  checkHeader(header, said, columns);
  if (rows.length === 0) throw badInput("the table has no rows", said.place, wanting(columns));
  return rows.map((cells, index) => ({
    value: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ""])),
    place: said.rowPlaces?.[index + 1] ?? said.place,
  }));
};

const checkHeader = (header: readonly string[], said: Said, columns: Columns): void => {
  const place = said.rowPlaces?.[0] ?? said.place;
  const missing = columns.required.find((name) => !header.includes(name));
  if (missing !== undefined)
    throw badInput(`no column "${missing}", but ${quoted(header)}`, place, wanting(columns));
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw badInput(`the column "${twice}" is there twice`, place);
  const known = [...columns.required, ...(columns.optional ?? [])];
  const odd = header.find((name) => !known.includes(name));
  if (odd !== undefined && !columns.more)
    throw badInput(`no such column: "${odd}"`, place, wanting(columns));
};

const wanting = ({ required }: Columns) => ({
  hint: `begin the table with ${required.length === 0 ? "a row of names" : `| ${required.join(" | ")} |`}`,
});

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
