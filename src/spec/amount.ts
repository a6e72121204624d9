import { wholeOf } from "./yaml-scalar.ts";

/** Bytes as Docker writes them (`512M`, `1.5gb`, `1e9`, `64`), in powers of 1024; undefined if it is no amount. */
export const bytesOf = (text: string): number | undefined => {
  const [, amount, unit = ""] =
    /^\+?((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(plain(text)) ??
    [];
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
  const [over, under] = (/^\+?(\w+)\/(\w+)$/.exec(text) ?? []).slice(1).map(wholeOf);
  if (over !== undefined && under !== undefined) return quotient(over * billion, under);
  const whole = /^\+?0[xbo]/i.test(text) ? wholeOf(text) : undefined;
  if (whole !== undefined) return quotient(whole * billion, 1n);
  const [, front = "", part = "", power = "0"] =
    /^\+?(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(plain(text)) ?? [];
  if (front + part === "") return undefined;
  const exponent = 9 + Number(power) - part.length;
  const digits = BigInt(front + part);
  return exponent < 0
    ? quotient(digits, 10n ** BigInt(-exponent))
    : quotient(digits * 10n ** BigInt(exponent), 1n);
};

/** Go lets a single _ part digits. */
const plain = (text: string): string => text.replaceAll(/(?<=\d)_(?=\d)/g, "");

const billion = 10n ** 9n;

const quotient = (over: bigint, under: bigint): number | undefined =>
  under === 0n || over % under !== 0n || over / under >= 2n ** 63n
    ? undefined
    : Number(over / under);
