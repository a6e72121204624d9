/** A piece of JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

export const text = { type: "string" };
export const filledText = { type: "string", minLength: 1 };
export const flag = { type: "boolean" };
/** One of which all digits are kept. */
export const whole = { type: "integer", maximum: 2 ** 63 };
export const count = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
export const duration = { type: "string", format: "duration" };
export const words = { type: ["string", "array"], items: text, format: "words" };
const anything = {};

export const list = (items: Schema) => ({ type: "array", items });
const set = (items: Schema) => ({ ...list(items), uniqueItems: true });
export const texts = set(text);
export const textOrTexts = { ...texts, type: ["string", "array"] };
export const oneOf = (...values: readonly string[]) => ({ enum: values });
export const orText = (schema: Schema) => ({ ...schema, type: ["string", "object"] });
export const orNull = (schema: Schema) => ({ ...schema, type: ["object", "null"] });

export const listOrMap = {
  type: ["array", "object"],
  items: text,
  uniqueItems: true,
  additionalProperties: { type: ["string", "number", "null"] },
};

/** A map of texts, for a driver to read. */
export const options = {
  type: "object",
  additionalProperties: { type: ["string", "number", "null"] },
};

/** A schema that files of an older version `3.MINOR` have not got. */
export const since = (minor: number, schema: Schema): Schema => ({ ...schema, since: minor });

/** One map: only these keys, of which some must be there. */
export const object = (properties: Record<string, Schema>, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});

/** A map in which Docker reads these keys and lets others pass. */
export const open = (properties: Record<string, Schema>, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
});

/** A map that also takes keys which begin with `x-` and which nobody reads. */
export const extensible = (minor: number, schema: Schema) => ({
  ...schema,
  patternProperties: { "^x-": since(minor, anything) },
});

/** A map of entries under names of their own. */
export const named = (entry: Schema) => ({
  type: "object",
  propertyNames: { pattern: "^[a-zA-Z0-9._-]+$" },
  additionalProperties: entry,
});
