import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import type { Stack } from "./stack.testing.ts";

type Place = readonly string[];

/** What people do to a stack file from one deploy to the next; false where there is nothing to do it to. */
const changes: Readonly<Record<string, (file: Document) => boolean>> = {
  "another image": (file) =>
    onService(file, (at) => {
      const image = String(file.getIn(at));
      return set(file, at, image.replace(/(:[^:/{}]*|:\$\{[^}]*\})?(@.*)?$/, ":changed"));
    }),
  "more replicas": (file) =>
    onService(file, (at) => {
      const mode = file.getIn(beside(at, "deploy", "mode")) ?? "replicated";
      return mode === "replicated" && set(file, beside(at, "deploy", "replicas"), "5");
    }),
  "a variable more": (file) =>
    onService(file, (at) => addTo(file, beside(at, "environment"), ["ADDED", "1"])),
  "a port more": (file) => onService(file, (at) => push(file, beside(at, "ports"), "18080:8080")),
  "a label more": (file) =>
    onService(file, (at) => addTo(file, beside(at, "deploy", "labels"), ["added", "1"])),
  "a service more": (file) =>
    set(file, ["services", "added"], { image: "shop/added:1", command: "serve --added" }),
  "a service less": (file) => {
    const names = keysOf(file, ["services"]);
    return names.length > 1 && file.deleteIn(["services", names.at(-1)]);
  },
  "a network more": (file) =>
    set(file, ["networks", "added"], { driver: "overlay" }) &&
    onService(file, (at) => attach(file, beside(at, "networks"))),
  "a volume more": (file) =>
    set(file, ["volumes", "added"], {}) &&
    onService(file, (at) => push(file, beside(at, "volumes"), "added:/var/lib/added")),
  "other limits": (file) =>
    onService(file, (at) =>
      set(file, beside(at, "deploy", "resources", "limits"), { memory: "300M" }),
    ),
  "another update policy": (file) =>
    onService(file, (at) =>
      set(file, beside(at, "deploy", "update_config"), { parallelism: "2", delay: "15s" }),
    ),
  "another network": (file) => {
    const own = keysOf(file, ["networks"]).find(
      (name) => !file.hasIn(["networks", name, "external"]),
    );
    return own !== undefined && set(file, ["networks", own, "driver_opts", "added"], "1");
  },
  "another mode": (file) =>
    onService(file, (at) => {
      if (!isMap(file.getIn(beside(at, "deploy"), true)))
        return set(file, beside(at, "deploy", "mode"), "global");
      const isGlobal = file.getIn(beside(at, "deploy", "mode")) === "global";
      file.deleteIn(beside(at, "deploy", "replicas"));
      return set(file, beside(at, "deploy", "mode"), isGlobal ? "replicated" : "global");
    }),
  "other content": (file) => {
    const named = keysOf(file, ["configs"]).find((key) => file.hasIn(["configs", key, "file"]));
    return named !== undefined && set(file, ["configs", named, "file"], "./files/other.conf");
  },
};

/** Every change that can be made to the first file of a stack, with what the stack is then. */
export const changesOf = (stack: Stack): (readonly [change: string, after: Stack])[] => {
  const [[name, text] = ["", ""], ...others] = stack.files;
  // Numbers, dates and words for yes stay as they are written: nothing here reads them.
  const file = parseDocument(text, { schema: "failsafe", customTags: ["null"], merge: false });
  if (file.errors.length > 0 || !isMap(file.getIn(["services"]))) return [];
  return Object.entries(changes).flatMap(([change, make]) => {
    const after = file.clone();
    if (!make(after)) return [];
    return [[change, { ...stack, files: [[name, after.toString({ lineWidth: 0 })], ...others] }]];
  });
};

/** Does it to the first service that lets it be done, and has an image of its own, not by an anchor. */
const onService = (file: Document, change: (image: Place) => boolean): boolean =>
  keysOf(file, ["services"])
    .map((name) => ["services", name, "image"])
    .some((at) => isScalar(file.getIn(at, true)) && change(at));

const beside = (at: Place, ...keys: readonly string[]): Place => [...at.slice(0, -1), ...keys];

const keysOf = (file: Document, at: Place): string[] => {
  const map = file.getIn(at);
  return isMap(map)
    ? (map as YAMLMap<{ value: string }>).items
        .map(({ key }) => key.value)
        .filter((k) => k !== "<<")
    : [];
};

const set = (file: Document, at: Place, value: unknown): boolean => {
  if (!canHold(file, at.slice(0, -1))) return false;
  file.setIn(at, isScalar(file.getIn(at, true)) ? value : file.createNode(value));
  return true;
};

/** Whether what is above is a map, or not there, down from the top: aliases are left alone. */
const canHold = (file: Document, at: Place): boolean =>
  at.every((_, depth) => {
    const above = file.getIn(at.slice(0, depth + 1), true);
    if (isScalar(above) && above.value === null) file.deleteIn(at.slice(0, depth + 1));
    return above === undefined || isMap(above) || (isScalar(above) && above.value === null);
  });

const push = (file: Document, at: Place, value: string): boolean => {
  const list = file.getIn(at, true);
  if (list === undefined) return set(file, at, [value]);
  if (!isSeq(list)) return false;
  list.add(file.createNode(value));
  return true;
};

/** To a list as `name=value`, to a map as a key. */
const addTo = (file: Document, at: Place, [name, value]: readonly [string, string]): boolean =>
  isSeq(file.getIn(at, true))
    ? push(file, at, `${name}=${value}`)
    : set(file, [...at, name], value);

const attach = (file: Document, at: Place): boolean =>
  isMap(file.getIn(at, true)) ? set(file, [...at, "added"], null) : push(file, at, "added");
