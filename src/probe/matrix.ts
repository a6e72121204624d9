import pLimit from "p-limit";
import type { Question, Sample, Scheme } from "../model/sample.ts";
import { type AskOptions, ask, type Way } from "./ask.ts";

interface Named {
  readonly name: string;
}

export interface Matrix {
  readonly nodes: readonly Named[];
  readonly tenants: readonly (Named & { readonly host: string })[];
  /** `address` is the client's own on the public network. */
  readonly clients: readonly (Named & { readonly address: string })[];
  readonly schemes: readonly Scheme[];
  readonly claims: readonly (readonly string[])[];
}

/** What a client can claim by X-Forwarded-For, a list of header lines each: none, one, two lines, a comma list. */
export const headerCases: readonly (readonly string[])[] = [
  [],
  ["6.6.6.6"],
  ["6.6.6.6", "7.7.7.7"],
  ["6.6.6.6, 7.7.7.7"],
];

/** Every combination once, node by node. */
export const questions = (matrix: Matrix): Question[] =>
  matrix.nodes.flatMap((node) =>
    matrix.tenants.flatMap((tenant) =>
      matrix.clients.flatMap((client) =>
        matrix.schemes.flatMap((scheme) =>
          matrix.claims.map((claims) => ({
            node: node.name,
            tenant: tenant.name,
            client: client.name,
            scheme,
            host: tenant.host,
            claims,
            expected: client.address,
          })),
        ),
      ),
    ),
  );

interface AskAllOptions extends AskOptions {
  /** Requests under way at any time; 16 unless told. */
  readonly concurrency?: number;
  /** Hears every sample as soon as it is there. */
  readonly onSample?: (sample: Sample) => void;
}

/** Asks every question once, a bounded number at a time; samples come in the order of the questions. */
export const askAll = (
  asked: readonly Question[],
  wayOf: (question: Question) => Way,
  { concurrency = 16, onSample, ...options }: AskAllOptions = {},
): Promise<Sample[]> =>
  pLimit({ concurrency }).map(asked, async (question) => {
    const sample = await ask(question, wayOf(question), options);
    onSample?.(sample);
    return sample;
  });
