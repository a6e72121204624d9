import type { Plugin } from "@cucumber/cucumber/api";

interface Chosen {
  /** Where scenarios begin, each as FILE:LINE. */
  readonly places: readonly string[];
}

/**
 * Lets those scenarios through to cucumber that were chosen. Its own paths are patterns, and its own lines go by the
 * text of the pattern: neither finds `[wip].feature`, and both pass over it without a word.
 */
const plugin: Plugin<Chosen> = {
  type: "plugin",
  optionsKey: "swarmspec",
  coordinator: ({ transform, options }) => {
    const places = new Set(options.places);
    transform("pickles:filter", (all) =>
      all.filter(({ pickle, location }) => places.has(`${pickle.uri}:${location.line}`)),
    );
  },
};

export default plugin;
