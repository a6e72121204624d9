/** A number or a date that has no value of its own in JavaScript: as text it is what Go prints. */
export class OddScalar {
  readonly text: string;
  /** As near as JavaScript comes to a number; none for a date. */
  readonly value: number | bigint | undefined;

  constructor(text: string, value?: number | bigint) {
    this.text = text;
    this.value = value;
  }
}

export type Scalar = string | number | boolean | null | OddScalar;

/** What a plain scalar is to Go; undefined if docker takes no such value anywhere. (yaml.v3 resolve.go) */
export const plainScalar = (text: string): Scalar | undefined => {
  if (/^[^~tTfFnN+\-.\d]/.test(text)) return text;
  if (["", "~", "null", "Null", "NULL"].includes(text)) return null;
  if (["true", "True", "TRUE"].includes(text)) return true;
  if (["false", "False", "FALSE"].includes(text)) return false;
  // They have no form in JSON, which docker checks a file as.
  if (/^([+-]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(text)) return undefined;
  return dateOf(text) ?? numberOf(text) ?? text;
};

/** A scalar with a tag of YAML's own; undefined if it is none of that kind. */
export const taggedScalar = (kind: string, text: string): Scalar | undefined => {
  const value = plainScalar(text);
  if (kind === "binary") return Buffer.from(text, "base64").toString();
  if (kind === "float" && isNumber(value)) return fractionOf(Number(value));
  return kinds[kind]?.(value) === true ? value : undefined;
};

const isNumber = (value: unknown): value is number | OddScalar =>
  typeof value === "number" || (value instanceof OddScalar && value.value !== undefined);

const kinds: Readonly<Record<string, (value: Scalar | undefined) => boolean>> = {
  null: (value) => value === null,
  bool: (value) => typeof value === "boolean",
  float: (value) => isNumber(value),
  int: (value) => Number.isSafeInteger(value) || typeof oddValue(value) === "bigint",
  timestamp: (value) => value instanceof OddScalar && value.value === undefined,
};

const oddValue = (value: unknown) => (value instanceof OddScalar ? value.value : undefined);

const numberOf = (text: string): Scalar | undefined => {
  if (text.startsWith(".")) return parted.test(text) ? finite(text.replaceAll("_", "")) : undefined;
  const plain = text.replaceAll("_", "");
  const whole = wholeOf(plain);
  if (whole !== undefined && whole >= -(2n ** 63n) && whole < 2n ** 64n)
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : new OddScalar(`${whole}`, whole);
  return fraction.test(plain) ? finite(plain) : undefined;
};

const parted = /^\.\d+(_\d+)*(e[-+]?\d+(_\d+)*)?$/i;

const fraction = /^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i;

/** A whole number in Go's own forms: decimal, 0x, 0b, 0o, or octal with only a 0 before it. */
export const wholeOf = (text: string): bigint | undefined => {
  const [, sign = "", digits = ""] =
    /^([-+]?)(0x[\da-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i.exec(text) ?? [];
  if (digits === "") return undefined;
  const size = BigInt(digits.replace(/^0o?(?=[0-7])/i, "0o"));
  return sign === "-" ? -size : size;
};

/** What is too large for a number is a text. */
const finite = (text: string): Scalar | undefined => {
  const value = Number(text);
  return Number.isFinite(value) ? fractionOf(value) : undefined;
};

const fractionOf = (value: number): number | OddScalar =>
  Number.isInteger(value) ? new OddScalar(fractionText(value), value) : value;

/** A fraction as Go prints it: with an exponent from a million on, and below 0.0001. */
export const fractionText = (value: number): string => {
  const size = Math.abs(value);
  if (Object.is(value, -0)) return "-0";
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
};

const dateOf = (text: string): OddScalar | undefined => {
  const { groups } = date.exec(text) ?? {};
  // A zone goes with T, and none with a blank.
  if (groups === undefined || /T/i.test(text) !== (groups.zone !== undefined)) return undefined;
  const { year = "", month = "", day = "", hour = "0", minute = "0", second = "0" } = groups;
  const exists = Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (part: string) => part.padStart(2, "0");
  const part = (groups.part ?? "").slice(0, 9).replace(/0+$/, "");
  const time = `${two(hour)}:${two(minute)}:${two(second)}${part === "" ? "" : `.${part}`}`;
  return new OddScalar(`${year}-${two(month)}-${two(day)} ${time} ${zoneText(groups.zone)}`);
};

const date =
  /^(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)(?:(?:[Tt]| +)(?<hour>\d\d?):(?<minute>\d\d?):(?<second>\d\d?)(?:[.,](?<part>\d+))?(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

const daysIn = (year: number, month: number): number => {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
};

const zoneText = (zone = "Z"): string => {
  const offset = zone.replace(":", "");
  return /^(Z|[+-]0000)$/.test(offset) ? "+0000 UTC" : `${offset} ${offset}`;
};
