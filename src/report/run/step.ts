import {
  type Attachment,
  AttachmentContentEncoding,
  type PickleStep,
  type Step,
  type TestStep,
  type TestStepFinished,
  type TestStepResult,
  TestStepResultStatus,
  TimeConversion,
} from "@cucumber/messages";
import type { Query } from "@cucumber/query";
import { attached } from "../../model/attachment.ts";
import type { AttachmentTold, FailureTold, Outcome, SentenceTold, StepTold } from "./told.ts";

/** A step, or a hook before or after one, with what came of it. */
export const stepTold = (
  query: Query,
  [finished, step]: readonly [TestStepFinished, TestStep],
  background: ReadonlySet<string>,
): StepTold => {
  const written = query.findPickleStepBy(step);
  const line = written && query.findStepBy(written)?.location.line;
  return {
    ...(written === undefined ? hookSentence(query, step) : pickleSentence(query, written)),
    ...resultTold(finished.testStepResult, query.findAttachmentsBy(finished)),
    ...(line !== undefined && { line }),
    isBackground: written?.astNodeIds.some((id) => background.has(id)) ?? false,
  };
};

/** What came of a step or a hook, apart from what it says. */
export const resultTold = (
  result: TestStepResult,
  attachments: readonly Attachment[],
): Omit<StepTold, keyof SentenceTold | "isBackground" | "line"> => {
  const told = attachments.map(attachmentTold);
  const hint = told.find(({ mediaType }) => mediaType === attached.hint)?.body;
  const outcome = outcomeOf(result);
  return {
    outcome,
    took: TimeConversion.durationToMilliseconds(result.duration),
    ...((outcome === "failed" || outcome === "unknown") && { failure: failureTold(result, hint) }),
    attachments: told.filter(({ mediaType }) => mediaType !== attached.hint),
  };
};

/** What came of it; a step that only could not be judged says so by its error. */
export const outcomeOf = ({ status, exception }: TestStepResult): Outcome =>
  outcomes[status] === "failed" && exception?.type === "Unknown" ? "unknown" : outcomes[status];

/** Cucumber fails a run for a step that it does not know or that is pending. */
const outcomes: Readonly<Record<TestStepResultStatus, Outcome>> = {
  [TestStepResultStatus.PASSED]: "passed",
  [TestStepResultStatus.SKIPPED]: "skipped",
  [TestStepResultStatus.FAILED]: "failed",
  [TestStepResultStatus.PENDING]: "failed",
  [TestStepResultStatus.UNDEFINED]: "failed",
  [TestStepResultStatus.AMBIGUOUS]: "failed",
  [TestStepResultStatus.UNKNOWN]: "unfinished",
};

/** A sentence as a feature has it. */
export const sentenceTold = ({ keyword, text, dataTable, docString }: Step): SentenceTold => ({
  keyword: keyword.trim(),
  text,
  table: dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [],
  ...(docString && { docString: docString.content }),
});

/** As it was run: with the values of an outline's example. */
const pickleSentence = (query: Query, step: PickleStep): SentenceTold => ({
  keyword: query.findStepBy(step)?.keyword.trim() ?? "",
  text: step.text,
  table: step.argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [],
  ...(step.argument?.docString && { docString: step.argument.docString.content }),
});

const hookSentence = (query: Query, step: TestStep): SentenceTold => {
  const { type, name = "", sourceReference } = query.findHookBy(step) ?? {};
  const place = sourceReference?.uri ?? "";
  const when = type?.startsWith("AFTER") ? "After" : "Before";
  return { keyword: when, text: `the scenario, ${name || `a hook of ${place}`}`, table: [] };
};

const failureTold = (
  { status, message = "", exception }: TestStepResult,
  hint: string | undefined,
): FailureTold => {
  const words = exception?.message || message || `the step is ${status.toLowerCase()}`;
  return { message: words, whole: message || words, ...(hint !== undefined && { hint }) };
};

const attachmentTold = ({
  mediaType,
  body,
  contentEncoding,
  fileName,
}: Attachment): AttachmentTold => ({
  mediaType,
  body,
  isBinary: contentEncoding === AttachmentContentEncoding.BASE64,
  ...(fileName !== undefined && { fileName }),
});
