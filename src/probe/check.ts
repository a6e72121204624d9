import { answerOf, isAnswered, quoted, type Sample } from "../model/sample.ts";
import { fail, pass, unknown, type Verdict } from "../model/verdict.ts";
import { evidenceOf, type Problem } from "./evidence.ts";

/** Whether a request was answered with 200 by the tenant asked, which saw the client's address and no other. */
export const isOk = (sample: Sample): boolean => isAnswered(sample) && isHonest(sample);

/** Every request was answered with 200 by the tenant that was asked for. */
export const checkAnswers = (samples: readonly Sample[]): Verdict => {
  if (samples.length === 0) return nothingAsked;
  const problems = samples.filter((sample) => !isAnswered(sample)).map(wrongAnswer);
  if (problems.length > 0) return fail(...evidenceOf(problems));
  return pass(`${samples.length} of ${samples.length} answered by the tenant that was asked for`);
};

/** Every tenant saw one X-Forwarded-For, the client's own address; unknown if a tenant's answer is missing. */
export const checkAddresses = (samples: readonly Sample[]): Verdict => {
  if (samples.length === 0) return nothingAsked;
  const answered = samples.filter((sample) => sample.answeredBy !== undefined);
  const problems = answered.filter((sample) => !isHonest(sample)).map(wrongAddress);
  if (problems.length > 0) return fail(...evidenceOf(problems));
  if (answered.length < samples.length)
    return unknown(
      `no tenant answered ${samples.length - answered.length} of ${samples.length} requests`,
    );
  return pass(`${answered.length} answers of ${samples.length} requests saw the client's address`);
};

/** Every request was refused with 404 by the proxy itself; unknown if nothing answered at all. */
export const checkRefused = (samples: readonly Sample[]): Verdict => {
  if (samples.length === 0) return nothingAsked;
  const problems = samples.filter((sample) => !isRefused(sample)).map(notRefused);
  if (problems.length === 0) return pass(`${samples.length} of ${samples.length} refused with 404`);
  const silent = samples.every((sample) => sample.status === undefined);
  return (silent ? unknown : fail)(...evidenceOf(problems));
};

const nothingAsked = unknown("nothing was asked");

/** Whether exactly one X-Forwarded-For reached the tenant, the address of the client that asked. */
export const isHonest = ({ forwardedFor, expected }: Sample): boolean =>
  forwardedFor.length === 1 && forwardedFor[0] === expected;

const isRefused = (sample: Sample): boolean =>
  sample.status === 404 && sample.refusedBy === "proxy" && sample.answeredBy === undefined;

export const wrongAnswer = (sample: Sample): Problem => ({
  sample,
  wanted: "200 from the tenant asked",
  seen: answerOf(sample),
});

export const wrongAddress = (sample: Sample): Problem => ({
  sample,
  wanted: `X-Forwarded-For "${sample.expected}"`,
  seen: sample.forwardedFor.map(inMarks).join(" and ") || "none",
});

/** One header between quotation marks, so that none looks like two. */
const inMarks = (line: string): string => `"${quoted(line).replaceAll('"', '\\"')}"`;

const notRefused = (sample: Sample): Problem => ({
  sample,
  wanted: "404 from the proxy",
  seen: answerOf(sample),
});
