import { answerOf, isAnswered, type Question, type Sample } from "../model/sample.ts";
import { fail, pass, unknown, type Verdict } from "../model/verdict.ts";
import { evidenceOf, type Problem } from "./evidence.ts";

/** Whether a request was answered with 200 by the tenant asked, which saw the client's address and no other. */
export const isOk = (sample: Sample): boolean => isAnswered(sample) && isHonest(sample);

/** Every question was asked, and answered with 200 by the tenant that was asked for. */
export const checkAnswers = (samples: readonly Sample[], asked: readonly Question[]): Verdict => {
  const problems = samples.filter((sample) => !isAnswered(sample)).map(wrongAnswer);
  if (problems.length > 0) return fail(...evidenceOf(problems));
  const seen = `${samples.length} of ${asked.length} answered by the tenant that was asked for`;
  return unlessUnasked(samples, asked) ?? pass(seen);
};

/** Every tenant saw one X-Forwarded-For, the client's own address; unknown if a tenant's answer is missing. */
export const checkAddresses = (samples: readonly Sample[], asked: readonly Question[]): Verdict => {
  const answered = samples.filter((sample) => sample.answeredBy !== undefined);
  const problems = answered.filter((sample) => !isHonest(sample)).map(wrongAddress);
  if (problems.length > 0) return fail(...evidenceOf(problems));
  if (answered.length < samples.length)
    return unknown(
      `no tenant answered ${samples.length - answered.length} of ${samples.length} requests`,
    );
  const seen = `${answered.length} answers of ${asked.length} requests saw the client's address`;
  return unlessUnasked(samples, asked) ?? pass(seen);
};

/** Every request was refused with 404 by the proxy itself; unknown if nothing answered at all. */
export const checkRefused = (samples: readonly Sample[], asked: readonly Question[]): Verdict => {
  const problems = samples.filter((sample) => !isRefused(sample)).map(notRefused);
  if (problems.length === 0)
    return (
      unlessUnasked(samples, asked) ?? pass(`${samples.length} of ${asked.length} refused with 404`)
    );
  const silent = samples.every((sample) => sample.status === undefined);
  return (silent ? unknown : fail)(...evidenceOf(problems));
};

/** What was to be asked and was not has not been seen; nothing at all proves nothing. */
const unlessUnasked = (
  samples: readonly Sample[],
  asked: readonly Question[],
): Verdict | undefined => {
  if (asked.length === 0) return unknown("nothing was to be asked");
  const told = new Map<string, number>();
  for (const sample of samples) told.set(keyOf(sample), (told.get(keyOf(sample)) ?? 0) + 1);
  const missing = asked.filter((question) => {
    const left = told.get(keyOf(question)) ?? 0;
    told.set(keyOf(question), left - 1);
    return left <= 0;
  });
  if (missing.length === 0) return undefined;
  return unknown(`${missing.length} of ${asked.length} questions were not asked`);
};

const keyOf = ({ node, tenant, client, scheme, claims }: Question): string =>
  JSON.stringify([node, tenant, client, scheme, claims]);

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
  seen: sample.forwardedFor.map((line) => `"${line}"`).join(" and ") || "none",
});

const notRefused = (sample: Sample): Problem => ({
  sample,
  wanted: "404 from the proxy",
  seen: answerOf(sample),
});
