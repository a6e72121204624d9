/** Stacks that docker and swarmspec take differently on purpose, with the reason. */
export const meant: Readonly<Record<string, string>> = {
  "config-and-content.yml": "configs and secrets may have their content in the stack file",
  "config-of-bytes.yml": "a config of other than text would reach tasks as other bytes",
  "depends-and-restart.yml": "what an engine refuses is refused before anything is written",
  "healthcheck-of-words.yml": "a check whose list begins with a command is one that never runs",
  "network-name-with-dot.yml": "what an engine refuses is refused before anything is written",
  "one-network-twice.yml": "of two descriptions of one network docker takes one by chance",
  "variable-with-plus.yml": "a variable may stand for another text",
  "volume-of-one-letter.yml": "docker takes one letter for a drive",
};

/** Stacks that they take differently and should not: each is to be mended, and then struck from here. */
export const notMendedYet: Readonly<Record<string, string>> = {};

/** What of generated stacks differs on purpose: engines refuse it, and we before anything is written. */
export const kindsMeant: readonly RegExp[] = [/ publishes \d+\/\w+ (twice|as wild_)/];

/** What of generated stacks is told of kinds that are not mended yet. */
export const kindsNotMendedYet: readonly RegExp[] = [];
