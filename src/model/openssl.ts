/** `thread:error:code:library:function:reason:file:line:more`; not each line names its thread. */
const line =
  /(?:\b\w{1,9} EPROTO )?(?:\b[0-9A-F]{4,32}:)?error:[0-9A-F]{8}:[^:\n]{0,99}:[^:\n]{0,99}:([^:\n]*)[^\n]*\n?/gi;

/** A text in which of each error of OpenSSL's only the reason is left: its line names a thread and source files. */
export const withReasonsOnly = (text: string): string =>
  text.replace(line, "$1; ").trim().replace(/;$/, "");
