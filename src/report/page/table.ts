import { type ComponentChild, h } from "preact";

interface TableFacts {
  readonly caption?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ComponentChild[])[];
  /** Columns of figures, by number. */
  readonly right?: readonly number[];
}

/** A table in a frame of its own, which scrolls where the window is too narrow for it. */
export const table = ({ caption, head, rows, right = [] }: TableFacts) => {
  const side = (column: number) => ({ class: right.includes(column) ? "figure" : undefined });
  const label = caption ?? head.join(", ");
  return h("div", { class: "scrolls", role: "region", "aria-label": label, tabIndex: 0 }, [
    h("table", null, [
      caption === undefined ? null : h("caption", null, caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          head.map((name, column) => h("th", { scope: "col", ...side(column) }, name)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map((row) =>
          h(
            "tr",
            null,
            row.map((cell, column) => h("td", side(column), cell)),
          ),
        ),
      ),
    ]),
  ]);
};
