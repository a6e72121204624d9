import type { FormatterPlugin } from "@cucumber/cucumber/api";

/** Says nothing: cucumber wants a formatter for standard output, which is ours, and one that nobody reads takes time. */
const plugin: FormatterPlugin<undefined> = { type: "formatter", formatter: () => {} };

export default plugin;
