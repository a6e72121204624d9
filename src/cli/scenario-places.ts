import { relative, resolve } from "node:path";
import type { TestCaseStarted } from "@cucumber/messages";
import type { Query } from "@cucumber/query";
import { BadInput } from "../model/errors.ts";

/** Every FILE:LINE by which people may name a scenario: its own, and that of its example in an outline. */
export const placesOf = (query: Query, started: TestCaseStarted): readonly string[] => {
  const { scenario, example } = query.findLineageBy(started) ?? {};
  const lines = [scenario, example].flatMap((one) => one?.location.line ?? []);
  return lines.map((line) => `${query.findPickleBy(started)?.uri}:${line}`);
};

/** Cucumber passes over a line at which no scenario begins; but then less is proved than was asked for. */
export const refuseUnknownLines = (
  paths: readonly string[],
  { cwd, places }: { readonly cwd: string; readonly places: readonly string[] },
): void => {
  const [first] = paths
    .flatMap(named)
    .filter(({ path, line }) => !places.includes(`${relative(cwd, resolve(cwd, path))}:${line}`));
  if (first === undefined) return;
  throw new BadInput(`no scenario to be run begins at ${first.path}:${first.line}`, {
    hint: "name the line of its Scenario, or that of one example of an outline",
  });
};

const named = (path: string): { path: string; line: string }[] => {
  const [, file = "", lines = ""] = /^(.*?)((?::\d+)+)$/.exec(path) ?? [];
  return lines
    .split(":")
    .slice(1)
    .map((line) => ({ path: file, line }));
};
