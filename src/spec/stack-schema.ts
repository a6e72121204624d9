import {
  extensible,
  flag,
  list,
  listOrMap,
  named,
  object,
  open,
  options,
  orNull,
  type Schema,
  since,
  text,
} from "./stack-schema-parts.ts";
import { service } from "./stack-schema-service.ts";

/** The newest version of stack files, which those without a version have. */
export const newestMinor = 13;

const external = { ...open({ name: text }), type: ["boolean", "object"] };

const network = object({
  name: since(5, text),
  external,
  driver: text,
  driver_opts: options,
  ipam: object({ driver: text, config: list(object({ subnet: text })) }),
  internal: flag,
  attachable: since(2, flag),
  labels: listOrMap,
});

const volume = object({
  name: since(4, text),
  external,
  driver: text,
  driver_opts: options,
  labels: listOrMap,
  "x-cluster-spec": { type: "object" },
});

/** `content` is swarmspec's own. */
const config = {
  name: since(5, text),
  external,
  file: text,
  content: text,
  labels: listOrMap,
  template_driver: since(8, text),
};

const secret = { ...config, driver: since(8, text), driver_opts: since(8, options) };

const stack = extensible(
  4,
  object({
    version: text,
    services: named(service),
    networks: named(orNull(extensible(7, network))),
    volumes: named(orNull(extensible(7, volume))),
    configs: since(3, named(extensible(7, object(config)))),
    secrets: since(1, named(extensible(7, object(secret)))),
  }),
);

/** What `docker stack deploy` takes of a file of version `3.MINOR`; keys of later versions are named under `later`. */
export const stackSchema = (minor: number): Schema => asOf(minor, stack);

const asOf = (minor: number, schema: Schema): Schema =>
  Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
      if (keyword === "since" || keyword === "mapSince") return [];
      if (keyword === "type" && Number(schema.mapSince ?? 0) > minor)
        return [[keyword, [value].flat().filter((type) => type !== "object")]];
      if (isProperties(keyword, value)) return propertiesAsOf(minor, keyword, value);
      return [[keyword, isSchema(value) ? asOf(minor, value) : value]];
    }),
  );

const propertiesAsOf = (
  minor: number,
  keyword: string,
  properties: Readonly<Record<string, Schema>>,
): [string, unknown][] => {
  const all = Object.entries(properties);
  const later = all.filter(([, { since: from }]) => Number(from ?? 0) > minor);
  const now = all.filter(([, { since: from }]) => Number(from ?? 0) <= minor);
  const kept = Object.fromEntries(now.map(([name, schema]) => [name, asOf(minor, schema)]));
  if (keyword !== "properties") return [[keyword, kept]];
  return [
    [keyword, kept],
    ["later", Object.fromEntries(later.map(([name, { since: from }]) => [name, from]))],
  ];
};

const isProperties = (keyword: string, value: unknown): value is Readonly<Record<string, Schema>> =>
  ["properties", "patternProperties"].includes(keyword) && isSchema(value);

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
