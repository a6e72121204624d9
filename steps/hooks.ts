import { AfterAll, Before } from "@cucumber/cucumber";
import { type SwarmWorld, session } from "./world.ts";

const minutes = 60 * 1000;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => session.interrupt());

Before(function (this: SwarmWorld, { pickle }) {
  this.feature = pickle.uri;
  return session.signal.aborted ? "skipped" : undefined;
});

AfterAll({ timeout: 5 * minutes }, () => session[Symbol.asyncDispose]());
