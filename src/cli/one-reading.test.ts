import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dialects } from "@cucumber/gherkin";
import fc from "fast-check";
import type { ClusterSpec } from "../model/spec.ts";
import { describedIn, saidIn } from "../spec/feature.ts";
import { contextOf } from "./cluster-file.ts";
import { Project } from "./made-up-project.testing.ts";
import { featureTexts } from "./named-paths.ts";

const steps = join(import.meta.dirname, "../../steps");

/** The phrases are ours, and the session only writes down what it would raise. */
const recording = `
import { appendFileSync } from "node:fs";
import { Before, Given } from ${JSON.stringify(import.meta.resolve("@cucumber/cucumber"))};
import { session } from ${JSON.stringify(join(steps, "world.ts"))};
let here;
Before(function ({ pickle }) {
  this.feature = pickle.uri;
  here = pickle.name;
});
session.converged = async (spec) => {
  appendFileSync("raised.ndjson", JSON.stringify({ name: here, spec }) + "\\n");
  return { spec };
};
Given(/^the (?:moon|sun) shines$/, () => {});
`;

const pieces = [
  `a swarm "s" with these nodes\n      | node | role    |\n      | n-1  | manager |`,
  `a private registry "registry:5000" with the images in "i"`,
  `an overlay network "n"`,
  `these tenants on stack file "web.yml"\n      | tenant | host |\n      | a      | a.de |`,
  "the tenants have these variables\n      | tenant | DOOR |\n      | a      | 90   |",
  "a reverse proxy on every node, publishing 80 and 443 in host mode",
];

const stack = `services:
  web:
    image: registry:5000/web
    environment: [DOOR]
    networks: [n]
networks:
  n:
    external: true
`;

interface Form {
  readonly language: keyof typeof dialects;
  /** Which of the keywords, one a step. */
  readonly choices: readonly number[];
  /** How many of the pieces are said by then: in the Background, in the rule's, by the scenario before it acts. */
  readonly ends: readonly [number, number, number];
  readonly hasRule: boolean;
  readonly isOutline: boolean;
  /** Before which piece of a Background something else is said. */
  readonly other: number;
  readonly raisesEarly: boolean;
}

/** One in each language, and more of all kinds. */
const forms = (): readonly Form[] => {
  const form = fc.record({
    language: fc.constantFrom(...Object.keys(dialects)),
    choices: fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }),
    ends: fc
      .tuple(
        fc.nat(pieces.length),
        fc.nat(pieces.length),
        fc.integer({ min: 1, max: pieces.length }),
      )
      .map((ends) => ends.toSorted((one, other) => one - other) as [number, number, number]),
    ...{ hasRule: fc.boolean(), isOutline: fc.boolean(), raisesEarly: fc.boolean() },
    other: fc.nat(2 * pieces.length),
  });
  const languages = Object.keys(dialects);
  return fc
    .sample(form, 2 * languages.length)
    .map((one, index) => ({ ...one, language: languages[index] ?? one.language }));
};

const written = (form: Form, name: string): string => {
  const { language, choices, ends, hasRule, isOutline, other, raisesEarly } = form;
  const words = dialects[language];
  assert.ok(words);
  const all = [...words.given, ...words.when, ...words.then, ...words.and, ...words.but];
  // "Tha the cluster" begins with another one than "Tha a cluster" does.
  const keywords = all.filter((one) => all.every((k) => k === one || !k.startsWith(one)));
  let said = 0;
  const step = (text: string): string => {
    const keyword = keywords[(choices[said++ % choices.length] ?? 0) % keywords.length];
    return `    ${keyword}${text}\n`;
  };
  const piecesOf = (from: number, to: number, isBackground = false): string =>
    pieces
      .slice(from, to)
      .flatMap((piece, index) => [
        ...(isBackground && from + index === other ? [step("the moon shines")] : []),
        ...(isBackground && raisesEarly && from + index === 4 ? [step("the sun shines")] : []),
        step(isOutline && !isBackground ? piece.replaceAll("90", "<port>") : piece),
      ])
      .join("");
  const [background, rule, own] = ends;
  const later = pieces
    .slice(own)
    .map((piece) => step(piece))
    .join("");
  const scenario = [
    `  ${isOutline ? words.scenarioOutline[0] : words.scenario[0]}: ${name}${isOutline ? " <port>" : ""}\n`,
    ...((hasRule ? rule : background) === 0 ? [step("the moon shines")] : []),
    piecesOf(hasRule ? rule : background, own),
    step("the cluster is as described"),
    later,
    ...(isOutline
      ? [90, 91].map((port) => `    ${words.examples[0]}:\n      | port |\n      | ${port} |\n`)
      : []),
  ].join("");
  const backgroundOf = (text: string): string =>
    text === "" ? "" : `  ${words.background[0]}:\n${text}`;
  return [
    `# language: ${language}\n@raises-only\n${words.feature[0]}: f\n`,
    backgroundOf(piecesOf(0, background, true)),
    hasRule ? `  ${words.rule[0]}: r\n${backgroundOf(piecesOf(background, rule, true))}` : "",
    scenario,
  ].join("");
};

test("whatever the language and the form, what a scenario raises is what plan describes", async () => {
  const texts = forms().map((form, index) => written(form, `n${index}`));
  const files = texts.map((text, index) => [`features/${index}.feature`, text]);
  using project = new Project(
    { ...Object.fromEntries(files), "features/web.yml": stack, "steps/recording.mjs": recording },
    `import: ["steps/*.mjs", "${steps}/{given,reconciling,world,hints}.ts"]`,
  );
  const cwd = project.folder;
  const { code, stdout, stderr } = project.apart(["test"]);
  assert.equal(code, 0, stderr + stdout.slice(-2000));
  const raised = new Map<string, ClusterSpec>();
  for (const line of readFileSync(join(cwd, "raised.ndjson"), "utf8").trim().split("\n")) {
    const { name, spec } = JSON.parse(line);
    if (!raised.has(name)) raised.set(name, spec);
  }
  const around = { cwd, env: {} };
  const described = describedIn(saidIn(featureTexts([], around)), contextOf(around));
  const places = described.flatMap(({ spec, scenarios }) =>
    scenarios.map(({ file, lines }) => ({ spec, file, line: lines.at(-1) })),
  );
  assert.equal(places.length, raised.size);
  for (const { spec, file, line } of places) {
    const [index = "0"] = /\d+/.exec(file) ?? [];
    const text = texts[Number(index)] ?? "";
    const example = text.split("\n")[(line ?? 0) - 1]?.match(/\| (9\d) \|/)?.[1];
    const name = example === undefined ? `n${index}` : `n${index} ${example}`;
    assert.deepEqual(JSON.parse(JSON.stringify(spec)), raised.get(name), text);
  }
});
