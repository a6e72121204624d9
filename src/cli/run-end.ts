const endings: (() => Promise<void>)[] = [];

/** Says what is to be done once a test run is over: after its scenarios, also those that are measured again. */
export const atRunEnd = (end: () => Promise<void>): void => {
  endings.push(end);
};

/** Does all of it, the last first. Rejects with what went wrong, once all was tried. */
export const endRun = async (): Promise<void> => {
  const wrong: unknown[] = [];
  for (const end of endings.splice(0).reverse()) await end().catch((error) => wrong.push(error));
  if (wrong.length === 1) throw wrong[0];
  if (wrong.length > 1) throw new AggregateError(wrong, "several things went wrong at the end");
};
