import type { IFilterablePickle, Plugin } from "@cucumber/cucumber/api";

interface Chosen {
  /** Where scenarios begin, each as FILE:LINE, in the order in which they are to be run. */
  readonly places: readonly string[];
}

/**
 * Lets those scenarios through to cucumber that were chosen, in their order. Its own paths are patterns, and its own lines go by the
 * text of the pattern: neither finds `[wip].feature`, and both pass over it without a word.
 */
const plugin: Plugin<Chosen> = {
  type: "plugin",
  optionsKey: "swarmspec",
  coordinator: ({ transform, options }) => {
    const order = new Map(options.places.map((place, index) => [place, index]));
    const orderOf = ({ pickle, location }: IFilterablePickle) =>
      order.get(`${pickle.uri}:${location.line}`);
    transform("pickles:filter", (all) => all.filter((one) => orderOf(one) !== undefined));
    transform("pickles:order", (all) =>
      all.toSorted((one, other) => (orderOf(one) ?? 0) - (orderOf(other) ?? 0)),
    );
  },
};

export default plugin;
