/** What a tenant's /whoami says of the request that reached it. */
export interface Answer {
  readonly tenant: string;
  readonly container?: string;
  /** Every X-Forwarded-For, one entry a header line; what looks like one and is none is an entry with its name. */
  readonly forwardedFor: readonly string[];
}

/**
 * The answer in a /whoami body `{tenant, container, node, peer, headers}`; undefined for any other text, and for one
 * that says the same twice, as of two values under one name JSON.parse tells only the last.
 */
export const readAnswer = (body: string): Answer | undefined => {
  const said = parse(body);
  if (!isRecord(said) || typeof said.tenant !== "string") return undefined;
  if (!isRecord(said.headers) || keysWritten(body) !== keysRead(said)) return undefined;
  const container = typeof said.container === "string" ? { container: said.container } : {};
  return { tenant: said.tenant, ...container, forwardedFor: forwarded(said.headers) };
};

/** Deep or long lists cost a hundred times what text does, and who asks has to ask others on time. */
const mostParts = 1000;

const parse = (body: string): unknown => {
  if (body.split(/[[{,]/, mostParts + 1).length > mostParts) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** In any spelling. A proxy removes all of them, so one with underscores is not its header, and no other value's equal. */
const forwarded = (headers: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) => {
    const plain = name.toLowerCase();
    if (plain === "x-forwarded-for") return linesOf(value);
    return /^(http[-_])?x[-_]forwarded[-_]for$/.test(plain)
      ? linesOf(value).map((line) => `${name}: ${line}`)
      : [];
  });

/** What is no text stays an entry: left out, it would be a line less. */
const linesOf = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.map((line) => (typeof line === "string" ? line : `(no text: ${kindOf(line)})`))
    : [`(no list: ${kindOf(value)})`];

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;

const keysWritten = (body: string): number =>
  [...body.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter(([, colon]) => colon).length;

/** Without recursion: what is nested deeper than the stack is long is valid JSON too. */
const keysRead = (said: object): number => {
  let keys = 0;
  for (const open: unknown[] = [said]; open.length > 0; ) {
    const one = open.pop();
    if (isRecord(one)) keys += Object.keys(one).length;
    if (typeof one === "object" && one !== null)
      for (const inner of Object.values(one)) open.push(inner);
  }
  return keys;
};
