import type { Envelope } from "@cucumber/messages";
import { Query } from "@cucumber/query";
import { type Line, oneLine } from "../model/line.ts";
import { hookTold } from "./run/hook.ts";
import { scenarioTold } from "./run/scenario.ts";
import type { Outcome } from "./run/told.ts";
import { countsInWords } from "./run/words.ts";
import { hookLines, scenarioLines } from "./scenario-lines.ts";

export interface Terminal {
  readonly write: (text: string) => void;
  readonly colour: boolean;
  /** How people call swarmspec, for example "swarmspec". */
  readonly command: string;
  /** Whether what turns out to be unknown is to be measured again. */
  readonly again: () => boolean;
}

/**
 * Tells each scenario when it has ended, and at the end the counts, below what failed, or what was skipped if
 * nothing failed: in a long log that was told far above, and a CI's page may show the end of a log only. It writes between scenarios only,
 * when no live line is shown: that of the console ends with its step.
 */
export const terminalReporter = (terminal: Terminal): ((message: Envelope) => void) => {
  const query = new Query();
  const counts = { passed: 0, failed: 0, unknown: 0, skipped: 0, unfinished: 0 };
  let postponed = 0;
  const failures: Line[] = [];
  const skips: Line[] = [];
  const print = (lines: readonly Line[]): void => terminal.write(`${lines.join("\n")}\n`);
  const tell = (lines: readonly Line[], outcome: Outcome): void => {
    print(lines);
    if (outcome === "passed") return;
    const told = outcome === "skipped" ? skips : failures;
    for (const line of [oneLine(""), ...lines]) told.push(line);
  };
  const worst = () => (failures.length > 0 ? failures : skips);
  return (message) => {
    query.update(message);
    const { testCaseFinished, testRunHookFinished, testRunFinished } = message;
    const started = testCaseFinished && query.findTestCaseStartedBy(testCaseFinished);
    if (started !== undefined && testCaseFinished?.willBeRetried === false) {
      const scenario = scenarioTold(query, started);
      const lines = scenarioLines(scenario, terminal);
      if (scenario.outcome === "unknown" && terminal.again()) {
        postponed++;
        print([...lines, oneLine("  to be measured again, after the others")]);
      } else {
        counts[scenario.outcome]++;
        tell(lines, scenario.outcome);
      }
    }
    if (testRunHookFinished !== undefined) {
      const hook = hookTold(query, testRunHookFinished);
      if (hook.outcome !== "passed") tell(hookLines(hook, terminal), hook.outcome);
    }
    if (testRunFinished === undefined) return;
    if (!terminal.again()) counts.unknown += postponed;
    if (postponed > 0 && terminal.again())
      print(["", `What was unknown is measured again: ${postponed}.`].map((line) => oneLine(line)));
    else
      print([
        ...(sum(counts) > 1 ? worst() : []),
        ...["", countsInWords(counts)].map((line) => oneLine(line)),
      ]);
    postponed = 0;
  };
};

const sum = (counts: Readonly<Record<Outcome, number>>): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);
