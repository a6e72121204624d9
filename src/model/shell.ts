/** A word as a POSIX shell takes it, quoted only where it has to be. */
export const shellWord = (text: string): string =>
  /^[\w.,:/@%+=-]+$/.test(text) ? text : quoted(text);

/** The same, always in quotes. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
