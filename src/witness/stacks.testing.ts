import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "./stack.testing.ts";

/** Every NAME.yml of a folder as a stack, with NAME.second.yml merged over it where there is one. */
export const stacksIn = (folder: string): Stack[] => {
  const all = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return all
    .filter((name) => !isSecond(name))
    .toSorted()
    .map((name) => {
      const second = name.replace(/(?=\.ya?ml$)/, ".second");
      const names = all.includes(second) ? [name, second] : [name];
      return { name, files: names.map((one) => [one, readFileSync(join(folder, one), "utf8")]) };
    });
};

const isSecond = (name: string): boolean => /\.second\.ya?ml$/.test(name);
