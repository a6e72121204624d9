import type { Sample } from "../model/sample.ts";
import { isOk } from "../probe/check.ts";

/** One sample as `probe --json` prints it. */
export interface SampleLine
  extends Pick<
    Sample,
    "node" | "tenant" | "client" | "scheme" | "forwardedFor" | "expected" | "ms"
  > {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** Null where there was an answer. */
  readonly error: string | null;
  readonly ok: boolean;
}

/** The documented fields of a sample and no others, each always there. */
export const sampleLine = (sample: Sample): SampleLine => {
  const { node, tenant, client, scheme, forwardedFor, expected, ms } = sample;
  const { status = null, error = null } = sample;
  const ok = isOk(sample);
  return { node, tenant, client, scheme, status, error, forwardedFor, expected, ms, ok };
};
