import { h } from "preact";

interface Picture {
  /** As a library wrote it, which has escaped whatever is text in it. */
  readonly svg: string;
  /** What there is to see, in words. */
  readonly label: string;
}

/** A drawing that takes the page's colours, in a frame which scrolls where the window is too narrow. */
export const picture = ({ svg, label }: Picture) =>
  h("div", { class: "scrolls picture", role: "region", "aria-label": "Picture", tabIndex: 0 }, [
    h("div", {
      role: "img",
      "aria-label": label,
      dangerouslySetInnerHTML: { __html: withoutProlog(svg) },
    }),
  ]);

/** Inside HTML a drawing begins with its own element, and has no style that is not the page's. */
const withoutProlog = (svg: string): string =>
  svg.slice(svg.indexOf("<svg")).replace(/<style\b.*?<\/style>/gs, "");
