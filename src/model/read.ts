/** JSON that a run left behind; undefined for what a crash has cut off. */
export const read = <T>(text: string): T | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
