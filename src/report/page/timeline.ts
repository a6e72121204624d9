import { ScatterChart } from "echarts/charts";
import {
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Occurrence, Span, WatchTold } from "../../model/watch.ts";
import { grouped } from "../run/words.ts";
import type { TimelineRow } from "./timeline-rows.ts";
import { timelineSeries } from "./timeline-series.ts";

interface Timeline {
  readonly watch: WatchTold;
  readonly rows: readonly TimelineRow[];
  readonly occurrences: readonly Occurrence[];
  /** In which a failure is no evidence. */
  readonly blind: readonly Span[];
}

const size = { width: 960, row: 84, top: 24, left: 64, right: 16, bottom: 44, title: 20 };

/** Answers and failures over time as SVG, a row for each node and client. Its colours are the page's. */
export const timelineSvg = (timeline: Timeline): string => {
  use([
    ScatterChart,
    GridComponent,
    MarkAreaComponent,
    MarkLineComponent,
    SVGRenderer,
    TitleComponent,
  ]);
  const height = size.top + timeline.rows.length * size.row + size.bottom;
  const chart = init(null, null, { renderer: "svg", ssr: true, width: size.width, height });
  try {
    chart.setOption(timelineOption(timeline));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
};

const timelineOption = ({ watch, rows, occurrences, blind }: Timeline) => {
  const slowest = rows
    .flatMap(({ answered }) => answered)
    .reduce((most, { ms }) => Math.max(most, ms), 100);
  const highest = 10 ** Math.ceil(Math.log10(slowest));
  const width = size.width - size.left - size.right;
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    title: rows.map(rowTitle),
    grid: rows.map((_, index) => ({
      top: rowTop(index) + size.title,
      height: size.row - size.title - 12,
      left: size.left,
      right: size.right,
    })),
    xAxis: rows.map((_, index) => timeAxis(index, { watch, isLast: index === rows.length - 1 })),
    yAxis: rows.map((_, index) => latencyAxis(index, highest)),
    series: rows.flatMap((row, index) =>
      timelineSeries(row, { index, highest, watch, occurrences, blind, width }),
    ),
  };
};

const rowTop = (index: number): number => size.top + index * size.row;

const rowTitle = ({ node, client }: TimelineRow, index: number) => ({
  text: `${node}, asked by ${client}`,
  left: size.left,
  top: rowTop(index),
  padding: 0,
  textStyle: { color: "currentColor", fontSize: 12, fontWeight: "bold" },
});

const quiet = "var(--quiet)";

const timeAxis = (
  gridIndex: number,
  { watch, isLast }: { readonly watch: WatchTold; readonly isLast: boolean },
) => ({
  type: "value",
  gridIndex,
  min: 0,
  max: Math.max(1, Math.ceil(watch.lasted / 1000)),
  ...(isLast && {
    name: "seconds since the watch began",
    nameLocation: "middle",
    nameGap: 26,
    nameTextStyle: { color: "currentColor" },
  }),
  axisLine: { lineStyle: { color: quiet } },
  axisTick: { show: isLast, lineStyle: { color: quiet } },
  axisLabel: { show: isLast, color: "currentColor" },
  splitLine: { show: false },
});

const latencyAxis = (gridIndex: number, highest: number) => ({
  type: "log",
  gridIndex,
  min: 1,
  max: highest,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: {
    color: "currentColor",
    fontSize: 10,
    formatter: (ms: number) => `${grouped(ms)} ms`,
  },
  splitLine: { lineStyle: { color: quiet, opacity: 0.35 } },
});
