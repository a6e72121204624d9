import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Plan } from "../model/change.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Event } from "../model/event.ts";
import { foreign, hostile, obeyedIn } from "../model/foreign.testing.ts";
import { oneLine } from "../model/line.ts";
import type { Sample } from "../model/sample.ts";
import { milliseconds } from "../model/units.ts";
import { fail } from "../model/verdict.ts";
import { render } from "../plan/render.ts";
import { checkAddresses, checkAnswers } from "../probe/check.ts";
import { outageLines } from "../probe/outage-lines.ts";
import { consoleListener } from "../report/console.ts";
import { renderMatrix } from "../report/matrix.ts";
import { coloured } from "../report/paint.ts";
import { aRun, aScenario, aStep } from "../report/run/scenarios.testing.ts";
import { hookLines, scenarioLines } from "../report/scenario-lines.ts";
import { summary } from "../report/summary.ts";
import { refuseHopeless } from "../run/hopeless.ts";
import { table } from "./doctor.ts";
import { execute } from "./process.ts";
import { tables } from "./status.ts";

/** All ways on which a text that somebody else has chosen comes to be printed. */
const ways: Readonly<Record<string, (said: string) => string | Promise<string>>> = {
  "an X-Forwarded-For in the matrix": (said) => matrix({ forwardedFor: [said, said] }),
  "who answered, in the matrix": (said) => matrix({ answeredBy: said }),
  "who refused, in the matrix": (said) => matrix({ refusedBy: said, status: 404 }),
  "an error in the matrix": (said) => matrix({ error: said }),
  "names in the matrix": (said) => matrix({ node: said, tenant: said, client: said }),
  "evidence in the message of a step": (said) =>
    failed(evidence({ forwardedFor: [said], answeredBy: said }).join("\n")),
  "what happened meanwhile": (said) => failed(meanwhile(said)),
  "an error of a step": (said) => failed(new SwarmspecError([`a: ${said}`, "b"]).message),
  "a hint": (said) => failed("no", said),
  "names in a scenario": (said) =>
    joined(scenarioLines(scenario({ feature: said, name: said, uri: said }), manner)),
  "the sentence of a scenario": (said) => joined(scenarioLines(scenario({}, said), manner)),
  "a hook": (said) => joined(hookLines(step(said), manner)),
  "a summary": (said) =>
    summary(aRun([scenario({ feature: said, uri: said }, said)], { hooks: [step(said)] })),
  "a plan": (said) => joined(render(planOf(said))),
  "a plan in colours": (said) => joined(render(planOf(said), coloured)),
  "a status": (said) => joined(tables(facts(said))),
  "the name of a file": (said) => printed("plan", `/nowhere/${said}`),
  "a command": (said) => printed(`x${said}`),
  "an option": (said) => printed("plan", `--x${said}`),
  "the progress in a log": (said) => progress(said, false),
  "the progress on a terminal": (said) => progress(said, true),
  "the error of a task": (said) => hopeless(said, "a log"),
  "a line of a task's log": (said) => hopeless("failed", said.replaceAll("\n", " ")),
};

test("whatever is said, it is shown in as many lines as anything else, and nothing of it is obeyed", async () => {
  for (const [name, way] of Object.entries(ways)) {
    const usual = linesIn(await way("x"));
    await fc.assert(
      fc.asyncProperty(foreign, async (said) => {
        const text = await way(said);
        assert.equal(obeyedIn(withoutOurs(text)), undefined, `${name}: ${JSON.stringify(text)}`);
        assert.equal(linesIn(text), usual, `${name}: ${JSON.stringify(text)}`);
      }),
      { numRuns: 40, examples: hostile.map((said) => [said]) },
    );
  }
});

test("findings are broken at spaces, and at nothing else", () => {
  const told = (said: string) =>
    joined(table([{ check: "engine", state: "missing", seen: said, follows: said }]));
  fc.assert(
    fc.property(foreign, (said) => {
      assert.equal(obeyedIn(told(said)), undefined);
      assert.equal(linesIn(told(said)), linesIn(told(oneLine(said))));
    }),
    { examples: hostile.map((said) => [said]) },
  );
});

/** How many lines are there in the end: a live line takes the place of the one before. */
const linesIn = (text: string): number =>
  text.split("\n").length - text.split("\x1b[1A\x1b[2K").length;

/** The colours of a diff and the step up of the live line, where they may stand: around a line. */
const withoutOurs = (text: string): string =>
  `\n${text}\n`
    .replaceAll("\n\x1b[1A\x1b[2K", "\n")
    .replace(new RegExp(`(?<=\n *)${"\x1b"}\\[3[1235]m`, "g"), "")
    .replaceAll("\x1b[39m\n", "\n");

const joined = (lines: string | readonly string[]): string => [lines].flat().join("\n");

const sample: Sample = {
  ...{ node: "node-01", tenant: "bearded", client: "client-1", scheme: "https" },
  ...{ host: "bearded.example.com", claims: [], expected: "172.30.100.101" },
  ...{ status: 200, forwardedFor: [], ms: milliseconds(12) },
};

const sampleWith = ({ status, ...facts }: Partial<Sample>): Sample => {
  const { status: usual, ...others } = sample;
  return {
    ...others,
    ...facts,
    ...(facts.error === undefined && { status: status ?? usual ?? 0 }),
  };
};

const matrix = (facts: Partial<Sample>): string =>
  joined(renderMatrix([sampleWith(facts)], [sample]));

const evidence = (facts: Partial<Sample>): readonly string[] => [
  "fail:",
  ...checkAnswers([sampleWith(facts)], [sample]).evidence,
  ...checkAddresses([sampleWith(facts)], [sample]).evidence,
];

const meanwhile = (said: string): string => {
  const [from, until] = [milliseconds(0), milliseconds(1000)];
  const outage = {
    node: "node-01",
    tenants: [said],
    from,
    until,
    ended: true,
    failed: 1,
    silent: true,
  };
  const occurrences = [{ at: from, kind: "task", what: said } as const];
  const lines = outageLines([{ ...outage, errors: [said] }], { occurrences });
  return joined(fail(...lines).evidence);
};

const step = (said: string, hint?: string) =>
  aStep({
    ...{ text: said, outcome: "failed" },
    failure: { message: "no", whole: "no", ...(hint !== undefined && { hint }) },
  });

const scenario = (facts: object, said = "all") =>
  aScenario({ outcome: "failed", steps: [step(said)], ...facts });

const manner = { colour: false, command: "swarmspec" };

const failed = (message: string, hint?: string): string => {
  const failure = { message, whole: "", ...(hint !== undefined && { hint }) };
  return joined(
    scenarioLines(
      aScenario({ outcome: "failed", steps: [aStep({ outcome: "failed", failure })] }),
      manner,
    ),
  );
};

const planOf = (said: string): Plan => ({
  stages: [
    [
      {
        ...{ action: "replace", kind: "volume", name: said, reason: said },
        fields: [{ field: said, seen: said, wanted: said }],
      },
    ],
  ],
});

const facts = (said: string) => ({
  cluster: said,
  nodes: [
    {
      ...{ name: said, role: "manager" as const, leader: true, state: said as "ready" },
      ...{ availability: "active" as const, engine: said, public: said, private: said },
    },
  ],
  networks: [],
  services: [{ name: said, mode: "replicated" as const, wanted: 1, running: 0, image: said }],
  tenants: [{ name: said, host: said }],
});

/** What a command line says before it needs an engine. */
const printed = async (...argv: readonly string[]): Promise<string> => {
  let text = "";
  const out = {
    write: (more: string) => {
      text += more;
    },
  };
  const code = await execute(argv, {
    ...{ cwd: "/", env: {}, home: "/", stdout: out, stderr: out },
    signal: new AbortController().signal,
  });
  assert.equal(code, 2);
  return text;
};

const progress = (said: string, isTerminal: boolean): string => {
  let text = "";
  const write = (more: string): void => {
    text += more;
  };
  const now = () => milliseconds(0);
  const tell = consoleListener({ write, now, isTerminal, width: 80, colour: true });
  const events: readonly Event[] = [
    { type: "began", what: `a ${said}` },
    { type: "went-on", what: `a ${said}`, detail: said },
    { type: "did", what: said },
    { type: "warned", message: said },
    { type: "planned", plan: planOf(said) },
    { type: "awaiting", progress: [{ service: said, state: "waiting", detail: said }] },
    { type: "ended", what: `a ${said}`, took: milliseconds(1) },
    { type: "lacking", what: said, lines: [said] },
  ];
  events.forEach(tell);
  return text;
};

const hopeless = async (error: string, log: string): Promise<string> => {
  const before = { open: [], written: new Set<string>(), former: new Set<never>() };
  const one = { state: "failed", service: "web", detail: error, task: "t" as never } as const;
  const failure = await refuseHopeless([one], { ...before, logs: async () => `1\n${log}\n3` }).then(
    () => assert.fail("it was not refused"),
    (failure: Error) => failure,
  );
  return failed(failure.message);
};
