import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadConfiguration, runCucumber } from "@cucumber/cucumber/api";
import type { Envelope } from "@cucumber/messages";
import { Query } from "@cucumber/query";
import { Project } from "./made-up-project.testing.ts";

const cucumber = JSON.stringify(import.meta.resolve("@cucumber/cucumber"));
const repository = join(import.meta.dirname, "../../steps");
const kit = fileURLToPath(
  new URL("features", import.meta.resolve("@cucumber/compatibility-kit/package.json")),
);

/** Of other implementations: cucumber-js has no exceptions for these, and no option --error. */
const others = ["pending-exception", "skipped-exception", "test-run-exception"];

/** To cucumber-js a step that takes fewer arguments than its phrase has is a mistake. */
const noParameter =
  /^features\/\S+:\d+:\d+: the function of this step has 0 parameters, and is given 1: an order for/m;

/** What is refused before anything starts, and cucumber-js only fails, or takes for passed. */
const refused: Readonly<Record<string, RegExp>> = {
  "all-statuses": /^features\/\S+:\d+:\d+: (no such phrase|more than one phrase fits)/m,
  ambiguous: /^features\/\S+:\d+:\d+: more than one phrase fits/m,
  backgrounds: noParameter,
  "multiple-features": noParameter,
  "multiple-features-reversed": noParameter,
  "rules-backgrounds": noParameter,
  empty: /^features\/\S+:\d+: the scenario "Blank Scenario" has no step/m,
  "examples-tables-undefined": /^features\/\S+:\d+:\d+: no such phrase/m,
  "examples-tables-undefined-multiple": /^features\/\S+:\d+:\d+: no such phrase/m,
  "failedish-combinations": /^features\/\S+:\d+:\d+: no such phrase/m,
  "hooks-undefined": /^features\/\S+:\d+:\d+: no such phrase/m,
  retry: /--retry <times>.*a fail is a fail/,
  "retry-ambiguous": /--retry <times>.*a fail is a fail/,
  "retry-pending": /--retry <times>.*a fail is a fail/,
  "retry-undefined": /--retry <times>.*a fail is a fail/,
  undefined: /^features\/\S+:\d+:\d+: no such phrase/m,
  "undefined-multiple": /^features\/\S+:\d+:\d+: no such phrase/m,
  "unknown-parameter-type": /^no parameter type \{airport\}/m,
};

/** A sample of the kit as a project, for cucumber-js; what it proves is its own business. */
const projectOf = (sample: string, configuration = ""): Project => {
  const project = new Project({}, configuration);
  const features = join(project.folder, "features");
  cpSync(join(kit, sample), features, { recursive: true });
  for (const name of globSync("*.ts", { cwd: features })) {
    const text = readFileSync(join(features, name), "utf8")
      .replace("'@cucumber/fake-cucumber'", cucumber)
      .replace(/\bParameterType\b(?=[^(]*from)/, "defineParameterType as ParameterType");
    const code = stripTypeScriptTypes(text, { mode: "transform" });
    writeFileSync(join(project.folder, "steps", name.replace(/ts$/, "mjs")), code);
    rmSync(join(features, name));
  }
  for (const name of globSync("*.{feature,md}", { cwd: features })) {
    const text = readFileSync(join(features, name), "utf8");
    const tag = name.endsWith(".md") ? "`@raises-only`" : "@raises-only";
    writeFileSync(join(features, name), text.replace(/^(?=(# )?Feature:)/m, `${tag}\n`));
  }
  rmSync(join(project.folder, "steps/made-up.mjs"));
  return project;
};

/** What became of each scenario and each hook around the run. */
const outcomesOf = (messages: readonly Envelope[]) => {
  const query = new Query();
  for (const message of messages) query.update(message);
  const scenarios = query.findAllTestCaseStarted().map((started) => {
    const pickle = query.findPickleBy(started);
    return [
      `${pickle?.uri}:${pickle && query.findLocationOf(pickle)?.line} ${pickle?.name}`,
      query
        .findTestStepFinishedAndTestStepBy(started)
        .map(([{ testStepResult }]) => testStepResult.status),
    ];
  });
  const hooks = query.findAllTestRunHookFinished().map(({ result }) => result.status);
  // Of what began in one millisecond nobody knows the order.
  return { scenarios: scenarios.toSorted(), hooks };
};

const byCucumber = async (sample: string, args: readonly string[]) => {
  using project = projectOf(sample);
  const messages: Envelope[] = [];
  const nowhere = { write: () => true } as unknown as NodeJS.WriteStream;
  const environment = { cwd: project.folder, stdout: nowhere, stderr: nowhere };
  const { runConfiguration } = await loadConfiguration({ provided: [...args] }, environment);
  const run = { ...runConfiguration, formats: { ...runConfiguration.formats, stdout: "message" } };
  await runCucumber(run, environment, (message) => messages.push(message));
  return outcomesOf(messages);
};

const argumentsOf = (sample: string): readonly string[] => {
  const file = join(kit, sample, `${sample}.arguments.txt`);
  return existsSync(file) ? readFileSync(file, "utf8").trim().split(/\s+/) : [];
};

const besideOurs = (index: number): string => `
import { setWorldConstructor } from ${cucumber};
import { SwarmWorld } from ${JSON.stringify(join(repository, "world.ts"))};
import ${JSON.stringify(`${join(repository, "hints.ts")}?${index}`)};
setWorldConstructor(SwarmWorld);
`;

for (const [index, sample] of readdirSync(kit)
  .filter((one) => !others.includes(one))
  .entries())
  test(`beside our steps as with cucumber-js, or refused with a place: ${sample}`, async () => {
    const args = argumentsOf(sample);
    using project = projectOf(sample);
    writeFileSync(join(project.folder, "steps/ours.mjs"), besideOurs(index));
    const ran = await project.run(args);
    assert.doesNotMatch(ran.stderr, /^\s*at .*:\d+:\d+\)?$/m);
    const refusal = refused[sample];
    if (refusal !== undefined) {
      assert.match(ran.stderr, refusal);
      assert.equal(ran.code, 2);
      return;
    }
    assert.notEqual(ran.code, 2, ran.stderr);
    const messages = ran.file("messages.ndjson").trim().split("\n");
    const ours = outcomesOf(messages.map((line) => JSON.parse(line)));
    const theirs = await byCucumber(sample, args);
    assert.ok(theirs.scenarios.length + theirs.hooks.length > 0, "nothing was run");
    assert.deepEqual(ours, theirs);
    const isGreen = JSON.stringify(theirs).match(/"(?!PASSED)[A-Z]+"/) === null;
    assert.equal(ran.code, isGreen ? 0 : 1, ran.stdout);
  });
