import type { Attempt, Occurrence, Span, WatchTold } from "../../model/watch.ts";
import type { TimelineRow } from "./timeline-rows.ts";

interface Place {
  /** Of the row. */
  readonly index: number;
  /** The most milliseconds that the row shows. */
  readonly highest: number;
  readonly watch: WatchTold;
  readonly occurrences: readonly Occurrence[];
  readonly blind: readonly Span[];
  /** Of the row, in pixels. */
  readonly width: number;
}

/** The marks of one row: answers at their latency, failures as crosses along its top, what happened, and what the machine hid. */
export const timelineSeries = (row: TimelineRow, place: Place) => {
  const { index, highest } = place;
  const outages = place.watch.findings.outages.filter(({ node }) => node === row.node);
  const common = {
    type: "scatter",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: false,
  };
  return [
    {
      ...common,
      symbolSize: 3,
      itemStyle: { color: "var(--answer)", opacity: 0.7 },
      data: row.answered.map((one) => [secondsOf(one), Math.min(highest, Math.max(1, one.ms))]),
      markArea: {
        silent: true,
        itemStyle: shade,
        data: outages.map(({ from, until }) => areaOf(from, until)),
      },
      markLine: { silent: true, symbol: "none", lineStyle: line, data: linesOf(place) },
    },
    {
      ...common,
      symbol: "path://M0,0L8,8M8,0L0,8",
      symbolSize: 7,
      itemStyle: { color: "none", borderColor: "var(--bad)", borderWidth: 1.5 },
      data: row.failed.map((one) => [secondsOf(one), highest]),
      markArea: { silent: true, itemStyle: grey, data: blindAreasOf(place) },
    },
  ];
};

const shade = { color: "var(--bad)", opacity: 0.18 };

const line = { color: "currentColor", type: "dashed", width: 1, opacity: 0.55 };

const secondsOf = ({ sent }: Attempt): number => sent / 1000;

const grey = { color: "var(--quiet)", opacity: 0.3 };

const areaOf = (from: number, until: number) => [{ xAxis: from / 1000 }, { xAxis: until / 1000 }];

/** What follows the end of the watch would be drawn beside the row. */
const blindAreasOf = ({ blind, watch: { lasted } }: Place) =>
  blind.filter(({ at }) => at < lasted).map(({ at, until }) => areaOf(at, Math.min(until, lasted)));

/** Numbers stand above the first row only, and only where they do not stand upon one another. */
const linesOf = ({ index, watch, occurrences, width }: Place) => {
  let free = 0;
  return occurrences.map(({ at }, number) => {
    const x = (at / Math.max(1000, watch.lasted)) * width;
    const show = index === 0 && x >= free;
    if (show) free = x + 8 + 7 * String(number + 1).length;
    const label = {
      show,
      formatter: String(number + 1),
      color: "currentColor",
      opacity: 1,
      distance: 18,
    };
    return { xAxis: at / 1000, label };
  });
};
