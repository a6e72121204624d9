/** Bytes as Docker writes them (`512M`, `1.5gb`, `1e9`, `64`), in powers of 1024; undefined if it is no amount. */
export const bytesOf = (text: string): number | undefined => {
  const [, amount, unit = ""] =
    /^\+?((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const bytes = Math.trunc(Number(amount) * 1024 ** " kmgtp".indexOf(unit.toLowerCase() || " "));
  // Docker counts them in 64 bits.
  return bytes < 2 ** 63 ? bytes : undefined;
};

/**
 * Processors as Docker writes them (`0.5`, `1/4`, `5e-1`), in billionths, where nothing is no limit; undefined if it is
 * no number or too fine. (docker/cli opts ParseCPUs, math/big Rat.SetString)
 */
export const nanoCpusOf = (text: string): number | undefined => {
  if (text === "") return 0;
  const [, over, under] = /^\+?(\d+)\/(\d+)$/.exec(text) ?? [];
  if (over !== undefined && under !== undefined)
    return quotient(BigInt(over) * billion, BigInt(under));
  if (/^\+?0(x[\da-f]+|b[01]+|o[0-7]+)$/i.test(text))
    return quotient(BigInt(text.replace("+", "")) * billion, 1n);
  const [, whole = "", part = "", power = "0"] =
    /^\+?(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? [];
  if (whole + part === "") return undefined;
  const exponent = 9 + Number(power) - part.length;
  const digits = BigInt(whole + part);
  return exponent < 0
    ? quotient(digits, 10n ** BigInt(-exponent))
    : quotient(digits * 10n ** BigInt(exponent), 1n);
};

const billion = 10n ** 9n;

const quotient = (over: bigint, under: bigint): number | undefined =>
  under === 0n || over % under !== 0n || over / under >= 2n ** 63n
    ? undefined
    : Number(over / under);
