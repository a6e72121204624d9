/** Stacks that docker and swarmspec take differently on purpose, with the reason. */
export const meant: Readonly<Record<string, string>> = {
  "config-and-content.yml": "configs and secrets may have their content in the stack file",
  "depends-and-restart.yml": "what an engine refuses is refused before anything is written",
  "network-name-with-dot.yml": "what an engine refuses is refused before anything is written",
};

/** Stacks that they take differently and should not: each is to be mended, and then struck from here. */
export const notMendedYet: Readonly<Record<string, string>> = {
  "familiar-images.yml": "images are not written in their short form",
  "merged-more.yml": "a port of a second file does not replace the one of the same number",
  "nas-mounts.yml": "the slash at the end of a bind mount's source is lost",
  "photos.yml": "images are not written in their short form",
  "ports-of-all-kinds.yml": "more than twelve ports are sorted otherwise than Go does",
};

/** What of generated stacks differs on purpose: engines refuse it, and we before anything is written. */
export const kindsMeant: readonly RegExp[] = [/ publishes \d+\/\w+ (twice|as wild_)/];

/** What of generated stacks is told of kinds that are not mended yet. */
export const kindsNotMendedYet: readonly RegExp[] = [
  /\.Image: docker/,
  /Mounts\.\d+\.Source: docker "[^"]*\/"/,
  /docker "9223372036854775807"|to do, however .* ulimits\./,
  /to do, however .*: (update|rollback)\.monitor$/,
  /\.LogDriver\.Options\.[^:]*: docker undefined/,
  /\.EndpointSpec\.Ports\./,
  /must be a port, or PUBLISHED:TARGET/,
  /must be the name of an image/,
  /must be (a whole number|a number of processors|an amount of memory)/,
];
