/** So many lines, 10 unless told, and how many more there are. */
export const atMost = (lines: readonly string[], most = 10): readonly string[] =>
  lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more`] : lines;
