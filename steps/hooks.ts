import { After, AfterAll, Before } from "@cucumber/cucumber";
import { type SwarmWorld, session } from "./world.ts";

const minutes = 60 * 1000;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => session.interrupt());

Before(function (this: SwarmWorld, { pickle }) {
  this.feature = pickle.uri;
  return session.signal.aborted ? "skipped" : undefined;
});

/** Also of a scenario that failed or was interrupted; what cannot be undone makes it fail. */
After({ timeout: minutes }, () => session.undo());

AfterAll({ timeout: 5 * minutes }, () => session[Symbol.asyncDispose]());
