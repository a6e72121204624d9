import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { oneLine } from "../../model/line.ts";
import type { RunTold } from "../run/told.ts";
import { verdictWords } from "../run/words.ts";
import { clustersSection } from "./clusters.ts";
import { contents } from "./contents.ts";
import { featureSection } from "./feature.ts";
import type { Histories } from "./histories.ts";
import { style } from "./style.ts";
import { verdictSection } from "./verdict.ts";

/** The whole report as one HTML document that needs no other file and no network. */
export const page = async (run: RunTold, histories: Histories): Promise<string> => {
  const body = h("body", null, [
    h("header", null, verdictSection(run)),
    h("main", null, [
      contents(run),
      await clustersSection(run),
      ...run.features.map((feature) => featureSection(feature, histories)),
    ]),
    h("footer", null, `Made by swarmspec ${run.version}. It needs no network and no other file.`),
  ]);
  const document = h("html", { lang: "en" }, [head(run), body]);
  return `<!doctype html>\n${inView(renderToString(document))}\n`;
};

/** HTML escapes what is markup; what a browser drops, hides or lets turn the direction of a line is written out. */
const inView = (html: string): string =>
  html
    .split("\n")
    .map((line) => oneLine(line, Number.POSITIVE_INFINITY))
    .join("\n");

const head = ({ verdict }: RunTold) =>
  h("head", null, [
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("title", null, `${verdictWords[verdict]} · swarmspec`),
    // Our own text, and the browser reads no entities in it.
    h("style", { dangerouslySetInnerHTML: { __html: style } }),
  ]);
