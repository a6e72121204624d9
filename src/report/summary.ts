import { attached } from "../model/attachment.ts";
import { read } from "../model/read.ts";
import type { Outage, WatchTold } from "../model/watch.ts";
import { type Cell, foreign, markdownTable } from "./markdown.ts";
import {
  type RunTold,
  reason,
  type ScenarioTold,
  scenariosOf,
  sentence,
  stoppingStep,
} from "./run/told.ts";
import { countsInWords, grouped, measuredInWords, span, verdictWords } from "./run/words.ts";

/** A run in Markdown, for the page of a CI job: the verdict, what failed, and what clients saw. */
export const summary = (run: RunTold): string => {
  const { verdict, counts, took } = run;
  const time = took === undefined ? "" : `, in ${span(took)}`;
  const parts = [
    `# ${verdictWords[verdict]}`,
    `${countsInWords(counts)}${time}. swarmspec ${run.version}.`,
    ...tableOf(["What failed", "Sentence", "Message"], failures(run)),
    ...tableOf(["What is unknown", "Sentence", "Message"], unknowns(run)),
    ...tableOf(["What was measured again", "Outcome", "Why"], again(run)),
    ...tableOf(["What was skipped, and proves nothing", "Skipped by"], skips(run)),
    ...tableOf(
      ["Watch in", "Requests", "Failed", "Longest silence", "Most nodes silent at once"],
      watches(run),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
};

const failures = (run: RunTold): readonly Cell[][] => [
  ...scenariosOf(run)
    .filter(({ outcome }) => outcome === "failed" || outcome === "unfinished")
    .map((scenario) => [title(scenario), ...said(stoppingStep(scenario))]),
  ...run.hooks.map((hook) => ["a hook", ...said(hook)]),
];

const unknowns = (run: RunTold): readonly Cell[][] =>
  scenariosOf(run)
    .filter(({ outcome }) => outcome === "unknown")
    .map((scenario) => [title(scenario), ...said(stoppingStep(scenario))]);

const again = (run: RunTold): readonly Cell[][] =>
  scenariosOf(run)
    .filter(({ before }) => before.length > 0)
    .map((scenario) => [title(scenario), scenario.outcome, foreign(measuredInWords(scenario))]);

const skips = (run: RunTold): readonly Cell[][] =>
  scenariosOf(run)
    .filter(({ outcome }) => outcome === "skipped")
    .map((scenario) => [title(scenario), said(stoppingStep(scenario))[0] ?? foreign("")]);

const title = ({ feature, name, uri, line }: ScenarioTold): Cell =>
  foreign(`${feature} › ${name} (${uri}:${line})`);

const said = (step: ReturnType<typeof stoppingStep>): Cell[] => [
  foreign(step === undefined ? "" : sentence(step)),
  foreign(step === undefined ? "unfinished" : reason(step)),
];

const watches = (run: RunTold): readonly Cell[][] =>
  scenariosOf(run).flatMap((scenario) => watchesOf(scenario).map((watch) => row(scenario, watch)));

const watchesOf = ({ steps }: ScenarioTold): readonly WatchTold[] =>
  steps
    .flatMap(({ attachments }) => attachments)
    .filter(({ mediaType }) => mediaType === attached.watch)
    .map(({ body }) => read<WatchTold>(body))
    .filter((watch) => watch !== undefined);

const row = (scenario: ScenarioTold, { findings }: WatchTold): Cell[] => [
  title(scenario),
  grouped(findings.total),
  grouped(findings.nodes.reduce((sum, { failed }) => sum + failed, 0)),
  span(longestSilence(findings.outages)),
  grouped(findings.mostSilent),
];

const longestSilence = (outages: readonly Outage[]): number =>
  outages
    .filter(({ silent }) => silent)
    .reduce((longest, { from, until }) => Math.max(longest, until - from), 0);

const tableOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string[] =>
  rows.length === 0 ? [] : [markdownTable(head, rows)];
