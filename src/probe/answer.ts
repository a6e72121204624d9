/** What a tenant's /whoami says of the request that reached it. */
export interface Answer {
  readonly tenant: string;
  readonly container?: string;
  /** Every X-Forwarded-For, one entry a header line. */
  readonly forwardedFor: readonly string[];
}

/** The answer in a /whoami body `{tenant, container, node, peer, headers}`; undefined for any other text. */
export const readAnswer = (body: string): Answer | undefined => {
  const said = parse(body);
  if (!isRecord(said) || typeof said.tenant !== "string") return undefined;
  if (!isRecord(said.headers)) return undefined;
  const container = typeof said.container === "string" ? { container: said.container } : {};
  return {
    tenant: said.tenant,
    ...container,
    forwardedFor: texts(said.headers["x-forwarded-for"]),
  };
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
