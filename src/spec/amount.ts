/** Bytes as Docker writes them (`512M`, `1.5gb`, `64`), in powers of 1024; undefined if it is no amount. */
export const bytesOf = (text: string): number | undefined => {
  const [, amount, unit = ""] = /^(\d+(?:\.\d*)?|\.\d+) ?([kmgtp]?)(?:i?b)?$/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const bytes = Math.trunc(Number(amount) * 1024 ** " kmgtp".indexOf(unit.toLowerCase() || " "));
  // Docker counts them in 64 bits.
  return bytes < 2 ** 63 ? bytes : undefined;
};

/** Processors as Docker writes them (`0.5`, `1/4`), in billionths; undefined if it is no number or too fine. */
export const nanoCpusOf = (text: string): number | undefined => {
  const [, over, under = "1"] = /^(\d+(?:\.\d*)?|\.\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  const nano = (Number(over) / Number(under)) * 1e9;
  return Number.isFinite(nano) && Math.abs(nano - Math.round(nano)) < 1e-3
    ? Math.round(nano)
    : undefined;
};
