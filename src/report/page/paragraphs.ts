import { h } from "preact";

/** Text of a description: blank lines part its paragraphs. */
export const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== "")
    .map((part) => h("p", { class: "description" }, part));
