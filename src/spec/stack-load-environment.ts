import { resolve } from "node:path";
import { variablesIn } from "./env-file.ts";
import type { WrittenService } from "./stack-file.ts";
import { badKey, type Reading } from "./stack-scope.ts";
import { listOf, mapOf } from "./stack-values.ts";

/**
 * The environment of a service: that of its env files, then its own. What has no value, or an empty one,
 * has that of the variable of its name; null where there is none. (docker/cli loader resolveEnvironment)
 */
export const environmentOf = (
  service: string,
  { environment = {}, env_file: files }: WrittenService,
  reading: Reading,
): Record<string, string | null> => ({
  ...known(envFilesOf(service, listOf(files) ?? [], reading), reading),
  ...known(mapOf(environment), reading),
});

const known = (
  variables: Readonly<Record<string, string | null>>,
  { lookup }: Reading,
): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value || (lookup(name) ?? value)]),
  );

const envFilesOf = (service: string, files: readonly string[], reading: Reading) =>
  Object.assign(
    {},
    ...files.map((file, index) => {
      const path = resolve(reading.folder, file);
      const text = textAt(path, ["services", service, "env_file", index], reading);
      return variablesIn(text, reading.show(path), reading);
    }),
  ) as Record<string, string>;

const textAt = (path: string, at: readonly (string | number)[], reading: Reading): string => {
  try {
    return reading.read(path);
  } catch {
    throw badKey(reading, at, {
      problem: `cannot read ${path}`,
      hint: "paths are relative to the folder of the first stack file",
    });
  }
};
