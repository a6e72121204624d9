import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

/** The folders of src and steps, and the folders from which each may import; types count too. */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  spec: ["model"],
  plan: ["model"],
  docker: ["model"],
  host: ["model", "docker"],
  nodes: ["model", "docker", "host"],
  probe: ["model"],
  report: ["model", "plan", "probe"],
  run: ["model", "plan"],
  fault: ["model", "docker", "nodes"],
  "index.ts": "model spec plan docker host nodes probe report run fault".split(" "),
  cli: "model spec plan docker host nodes probe report run fault index.ts".split(" "),
  steps: "model spec plan docker host nodes probe report run fault index.ts cli".split(" "),
};

/** What only computes, and the little of Node that it may use: no I/O, clock, randomness or environment. */
const pure: Record<string, readonly string[]> = {
  "src/model/": [],
  "src/spec/": ["node:crypto", "node:path", "node:util"],
  "src/plan/": ["node:util"],
  "src/report/page/": [],
  "src/report/run/": [],
  "src/probe/answer.ts": [],
  "src/probe/at-most.ts": [],
  "src/probe/check.ts": [],
  "src/probe/cut.ts": [],
  "src/probe/evidence.ts": [],
  "src/probe/findings.ts": [],
  "src/probe/history.ts": [],
  "src/probe/in-time.ts": [],
  "src/probe/judge.ts": [],
  "src/probe/judged.ts": [],
  "src/probe/meanwhile.ts": [],
  "src/probe/outage-lines.ts": [],
  "src/probe/outages.ts": [],
  "src/probe/readings.ts": [],
  "src/probe/share.ts": [],
  "src/probe/sight.ts": [],
  "src/probe/strain.ts": [],
  "src/probe/streams.ts": [],
  "src/probe/time-left.ts": [],
};

/** What a pure file must not say; of node:crypto it may take createHash. */
const impure =
  /\bprocess\.\w|\bDate\.now\b|\bnew Date\(|\bMath\.random\b|\bperformance\b|\b(random\w+|webcrypto|getRandomValues)\b/;

/** Only cli and steps read the environment, and these, which cannot be told otherwise. */
const environmentReaders: Record<string, string> = {
  "src/nodes/container.ts": "testcontainers finds its engine in the environment only",
  "src/host/command.ts": "child processes inherit it",
  "src/host/private-engine.ts": "child processes inherit it",
};

const root = join(import.meta.dirname, "..");

const imported =
  /^(?:import|export)\b[^;"]*?\bfrom "([^"]+)"|^import "([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

interface Source {
  readonly path: string;
  readonly text: string;
  /** Paths of our own files from the root, and names of modules. */
  readonly imports: readonly string[];
}

const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(imported)]
    .map(([, from, alone, dynamic]) => from ?? alone ?? dynamic ?? "")
    .map((name) => (name.startsWith(".") ? join(dirname(path), name) : name));

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));

const isForTests = (path: string): boolean => /\.(test|testing)\.ts$/.test(path);

const sources: readonly Source[] = ["src", "steps"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap(filesIn)
  .filter((path) => !isForTests(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
  .map((source) => ({ ...source, imports: importsOf(source.path, source.text) }));

const folderOf = (path: string): string => path.split("/")[path.startsWith("src/") ? 1 : 0] ?? "";

const isOurs = (name: string): boolean => /^(src|steps)\//.test(name);

const purityOf = (path: string): readonly string[] | undefined =>
  Object.entries(pure).find(([prefix]) => path.startsWith(prefix))?.[1];

const complaints = (judge: (source: Source) => readonly string[]): string[] =>
  sources.flatMap((source) => judge(source).map((problem) => `${source.path}: ${problem}`));

test("imports are found however they are written", () => {
  const text = [
    'import type { A } from "../model/a.ts";',
    'import {\n  type B,\n  c,\n} from "./b.ts";',
    'export { d } from "./d.ts";',
    'import "reflect-metadata";',
    'const e = await import("../e.ts");',
    'throw new Error(`200 from "nobody"`);',
  ].join("\n");
  assert.deepEqual(importsOf("src/spec/x.ts", text), [
    "src/model/a.ts",
    "src/spec/b.ts",
    "src/spec/d.ts",
    "reflect-metadata",
    "src/e.ts",
  ]);
  assert.ok(sources.length > 100, "hardly a file was read");
});

test("folders import only what the table allows", () => {
  const isAllowed = (path: string, target: string): boolean =>
    folderOf(target) === folderOf(path) ||
    (mayImport[folderOf(path)] ?? []).includes(folderOf(target));
  assert.deepEqual(
    complaints(({ path, imports }) =>
      imports
        .filter((target) => isOurs(target) && !isAllowed(path, target))
        .map((target) => `imports ${target}`),
    ),
    [],
  );
});

test("every folder has its place in the table", () => {
  assert.deepEqual(
    sources.map(({ path }) => folderOf(path)).filter((folder) => !(folder in mayImport)),
    [],
  );
});

test("the model imports no library", () => {
  assert.deepEqual(
    complaints(({ path, imports }) =>
      path.startsWith("src/model/") ? imports.filter((name) => !isOurs(name)) : [],
    ),
    [],
  );
});

test("pure files do no I/O and know no clock, randomness or environment", () => {
  assert.deepEqual(
    complaints(({ path, text, imports }) => {
      const allowed = purityOf(path);
      if (allowed === undefined) return [];
      const said = impure.exec(text)?.[0];
      return [
        ...imports.filter((name) => name.startsWith("node:") && !allowed.includes(name)),
        ...(said === undefined ? [] : [`says ${said}`]),
      ];
    }),
    [],
  );
});

test("only cli and steps, and the exceptions, read the environment", () => {
  const reads = ({ text }: Source): boolean =>
    /\bprocess\.env\b|import \{[^}]*\benv\b[^}]*\} from "node:process"/.test(text);
  const readers = sources.filter(reads).map(({ path }) => path);
  const free = (path: string): boolean => /^(src\/cli|steps)\//.test(path);
  assert.deepEqual(
    readers.filter((path) => !free(path)).sort(),
    Object.keys(environmentReaders).sort(),
  );
});

test("no file imports a test or what is made for tests", () => {
  assert.deepEqual(
    complaints(({ imports }) => imports.filter(isForTests)),
    [],
  );
});

test("no file imports itself, however long the way", () => {
  const byPath = new Map(sources.map((source) => [source.path, source.imports.filter(isOurs)]));
  const done = new Set<string>();
  const cycleFrom = (path: string, way: readonly string[]): string | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path].join(" -> ");
    if (done.has(path)) return undefined;
    for (const next of byPath.get(path) ?? []) {
      const cycle = cycleFrom(next, [...way, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  assert.deepEqual(
    sources.flatMap(({ path }) => cycleFrom(path, []) ?? []),
    [],
  );
});

test("only guarded streams are written to, and only by those who print", () => {
  const bare =
    /(?<!guarded\()\bprocess\.std(?:out|err)\b(?!\.on\()|\bconsole\.(?:debug|dir|error|info|log|table|trace|warn)\b/g;
  const writes = /\b(?:stdout|stderr|out)\.write\(/g;
  const printers = [
    "around.ts",
    "cucumber-configuration.ts",
    "measured.ts",
    "progress.ts",
    "program.ts",
  ];
  const prints = (path: string): boolean => printers.some((name) => path === `src/cli/${name}`);
  assert.deepEqual(
    complaints(({ path, text }) => [
      ...(text.match(bare) ?? []),
      ...(prints(path) ? [] : (text.match(writes) ?? [])),
    ]),
    [],
  );
});

test("no list of whatever length is spread into a call that takes each entry as an argument", () => {
  const spread =
    /\b(Math\.(max|min)|push|unshift|splice|fromCharCode|fromCodePoint)\([^{()[]*\.\.\./;
  assert.match("Math.max(0, ...all)", spread);
  assert.deepEqual(
    complaints(({ text }) => text.split("\n").filter((line) => spread.test(line))),
    [],
  );
});

test("a text becomes a line that can be printed by oneLine, and nobody only says so", () => {
  const makers = ["src/model/line.ts", "src/report/paint.ts"];
  const claims = ({ text }: Source): boolean => /\bas (?:readonly )?Line\b/.test(text);
  assert.deepEqual(
    sources
      .filter(claims)
      .map(({ path }) => path)
      .toSorted(),
    makers,
  );
});

test("no folder is called utils or helpers", () => {
  assert.deepEqual(
    sources.map(({ path }) => path).filter((path) => /\/(utils?|helpers?)\//i.test(path)),
    [],
  );
});
