/** More digits than anybody counts to. */
const mostDigits = 40;

/** The number of an event as its decimal digits, since a JavaScript number rounds above 2^53; undefined for any other text. */
export const eventNumber = (text: unknown): string | undefined =>
  typeof text === "string" && text.length <= mostDigits && /^(0|[1-9]\d*)$/.test(text)
    ? text
    : undefined;

/** Whether one number is greater than the other. */
export const isBehind = (one: string, other: string): boolean =>
  one.length === other.length ? one > other : one.length > other.length;

interface Source {
  readonly source: string;
}

/** The number in a text `{"id": 7}`; undefined for any other text. */
export const numberIn = (body: string): string | undefined => {
  try {
    const said = JSON.parse(body, asWritten as (key: string, value: unknown) => unknown);
    return Array.isArray(said) ? undefined : eventNumber(said?.id);
  } catch {
    return undefined;
  }
};

const asWritten = (_: string, value: unknown, { source }: Source): unknown =>
  typeof value === "number" ? source : value;
