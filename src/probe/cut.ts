/** The most characters that are kept of what others say; nothing of ours that it is compared with is as long. */
const longest = 200;

/** The most entries that are kept of a list of theirs. */
const most = 5;

/** What others said, short enough to be written down a million times; of what was cut, its full length is told. */
export const cut = (said: string): string =>
  said.length <= longest ? said : `${said.slice(0, longest)}… (${said.length} characters)`;

/** Each entry cut, and the last of a few telling of those that are left out: so a list never becomes a right one. */
export const cutList = (said: readonly string[]): readonly string[] => [
  ...said.slice(0, most).map(cut),
  ...(said.length > most ? [`and ${said.length - most} more`] : []),
];
