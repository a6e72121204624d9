import type { Question, Sample } from "../model/sample.ts";
import type { Verdict } from "../model/verdict.ts";
import { checkAddresses, checkAnswers, isOk } from "../probe/check.ts";
import { tableOf } from "./table.ts";

const head = ["node", "tenant", "client", "scheme", "status", "X-Forwarded-For", "ms", "ok"];

/** The matrix as text: a row per node, tenant, client and scheme with its header cases counted, then the totals. */
export const renderMatrix = (samples: readonly Sample[], asked: readonly Question[]): string => {
  const rows = combinations(samples).map(row);
  return [tableOf(head, rows, aligns), "", ...totals(samples, asked)].join("\n");
};

const aligns: ("left" | "right")[] = [...Array(6).fill("left"), "right", "left"];

const combinations = (samples: readonly Sample[]): Sample[][] =>
  Object.values(
    Object.groupBy(samples, ({ node, tenant, client, scheme }) =>
      JSON.stringify([node, tenant, client, scheme]),
    ),
  ).map((cases) => cases ?? []);

const row = (cases: readonly Sample[]): string[] => {
  const [first] = cases;
  if (first === undefined) return [];
  const good = cases.filter(isOk).length;
  return [
    first.node,
    first.tenant,
    first.client,
    first.scheme,
    seen(cases.map(statusOf), 11),
    seen(
      cases.flatMap(({ forwardedFor }) => forwardedFor),
      15,
    ),
    String(slowest(cases)),
    `${good}/${cases.length} ${good === cases.length ? "ok" : "NO"}`,
  ];
};

/** The kind of trouble alone: its details are in the evidence below the table. */
const statusOf = ({ status, error }: Sample): string =>
  String(status ?? error?.split(":")[0] ?? "none");

const seen = (values: readonly string[], width: number): string => {
  const text = [...new Set(values)].join(", ");
  return text.length > width ? `${text.slice(0, width - 1)}…` : text || "-";
};

const slowest = (samples: readonly Sample[]): number =>
  samples.reduce((most, { ms }) => Math.max(most, ms), 0);

const totals = (samples: readonly Sample[], asked: readonly Question[]): string[] => {
  const verdicts = [
    ["answers", checkAnswers(samples, asked)],
    ["addresses", checkAddresses(samples, asked)],
  ] as const;
  const good = samples.filter(isOk).length;
  const said = verdicts.map(([name, { verdict }]) => `${name} ${verdict}`).join(", ");
  const summary = `${good} of ${asked.length} requests ok, slowest ${slowest(samples)} ms: ${said}`;
  return [summary, ...verdicts.flatMap(([, verdict]) => explained(verdict))];
};

const explained = ({ verdict, evidence }: Verdict): string[] =>
  verdict === "pass" ? [] : evidence.map((line) => `  ${line}`);
