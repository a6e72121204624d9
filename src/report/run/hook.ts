import { HookType, type TestRunHookFinished } from "@cucumber/messages";
import type { Query } from "@cucumber/query";
import { resultTold } from "./step.ts";
import type { StepTold } from "./told.ts";

/** What was done before the first scenario or after the last one, with what came of it. */
export const hookTold = (query: Query, hook: TestRunHookFinished): StepTold => {
  const type = query.findHookBy(hook)?.type;
  return {
    ...resultTold(hook.result, query.findAttachmentsBy(hook)),
    keyword: type === HookType.BEFORE_TEST_RUN ? "Before" : "After",
    text: "all scenarios",
    table: [],
    isBackground: false,
  };
};
