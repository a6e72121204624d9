import type { Envelope } from "@cucumber/messages";
import { Query } from "@cucumber/query";
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
}

/**
 * Tells each scenario when it has ended, and the counts at the end. It writes between scenarios only, when
 * no live line is shown: that of the console ends with its step.
 */
export const terminalReporter = (terminal: Terminal): ((message: Envelope) => void) => {
  const query = new Query();
  const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0, unfinished: 0 };
  const print = (lines: readonly string[]): void => {
    if (lines.length > 0) terminal.write(`${lines.join("\n")}\n`);
  };
  return (message) => {
    query.update(message);
    const { testCaseFinished, testRunHookFinished, testRunFinished } = message;
    const started = testCaseFinished && query.findTestCaseStartedBy(testCaseFinished);
    if (started !== undefined && testCaseFinished?.willBeRetried === false) {
      const scenario = scenarioTold(query, started);
      counts[scenario.outcome]++;
      print(scenarioLines(scenario, terminal));
    }
    if (testRunHookFinished !== undefined) {
      const hook = hookTold(query, testRunHookFinished);
      if (hook.outcome === "failed") print(hookLines(hook, terminal));
    }
    if (testRunFinished !== undefined) print(["", countsInWords(counts)]);
  };
};
