/**
 * Waits for all even where one fails: nothing is still being done when the swarm is read again.
 * Throws what failed, and something that does not pass by itself rather than something that does.
 */
export const sideBySide = async (
  writes: readonly Promise<void>[],
  isPassing: (error: unknown) => boolean = () => false,
): Promise<void> => {
  const failures = (await Promise.allSettled(writes)).flatMap((one) =>
    one.status === "rejected" ? [one.reason] : [],
  );
  const worst = failures.find((error) => !isPassing(error)) ?? failures[0];
  if (worst !== undefined) throw worst;
};
