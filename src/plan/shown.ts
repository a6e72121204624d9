import { redacted, redactedEntry, redactedWords } from "../model/redacted.ts";

/** A spec, or a part of one, without what looks like a secret in any of its texts; for people only. */
export const shown = <Spec>(spec: Spec): Spec => shownAt("", spec) as Spec;

const commands = new Set(["command", "entrypoint", "test"]);

const shownAt = (key: string, value: unknown): unknown => {
  if (typeof value === "string") return key === "" ? redacted(value) : redactedEntry(key, value);
  if (Array.isArray(value)) return shownList(key, value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shownAt(name, one)]));
};

const shownList = (key: string, list: readonly unknown[]): readonly unknown[] => {
  if (key === "environment") return list.map((line) => shownVariable(String(line)));
  if (commands.has(key)) return redactedWords(list.map(String));
  return list.map((one) => shownAt("", one));
};

const shownVariable = (line: string): string => {
  const at = line.indexOf("=");
  if (at < 0) return line;
  const name = line.slice(0, at);
  return `${name}=${redactedEntry(name, line.slice(at + 1))}`;
};
