import { type ComponentChild, h } from "preact";
import { attached } from "../../model/attachment.ts";
import type { ClusterTold } from "../../model/cluster-told.ts";
import { read } from "../../model/read.ts";
import type { WatchTold } from "../../model/watch.ts";
import type { AttachmentTold } from "../run/told.ts";
import type { Histories } from "./histories.ts";
import { watchSection } from "./watch.ts";

/** What a step left for the report. */
export const attachmentBlock = (one: AttachmentTold, histories: Histories): ComponentChild => {
  switch (one.mediaType) {
    case attached.watch:
      return told<WatchTold>(one, (watch) => watchSection(watch, histories.get(watch.history)));
    case attached.cluster:
      return told<ClusterTold>(one, ({ name }) =>
        h("p", { class: "aside" }, [
          `The cluster ${name} is drawn in `,
          h("a", { href: "#clusters" }, "The cluster"),
          ".",
        ]),
      );
    case attached.plan:
      return folded("The plan that was applied", one.body);
    default:
      return other(one);
  }
};

/** Others may write into the messages too: what is no JSON is shown as it is. */
const told = <T>(one: AttachmentTold, show: (body: T) => ComponentChild): ComponentChild => {
  const body = read<T>(one.body);
  return body === undefined
    ? folded(`${one.mediaType}, which cannot be read`, one.body)
    : show(body);
};

const other = ({ mediaType, body, isBinary, fileName }: AttachmentTold): ComponentChild => {
  const name = fileName ?? "an attachment";
  if (mediaType.startsWith("image/") && isBinary)
    return h("img", { src: `data:${mediaType};base64,${body}`, alt: name });
  if (!isBinary) return fileName === undefined ? h("pre", null, body) : folded(name, body);
  return h("p", { class: "aside" }, [
    h("a", { href: `data:${mediaType};base64,${body}`, download: name }, `${name} (${mediaType})`),
  ]);
};

const folded = (title: string, text: string): ComponentChild =>
  h("details", { class: "attachment" }, [h("summary", null, title), h("pre", null, text)]);
