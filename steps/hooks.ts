import { After, AfterAll, Before, BeforeAll } from "@cucumber/cucumber";
import { atRunEnd } from "../src/cli/run-end.ts";
import { type SwarmWorld, session } from "./world.ts";

const minutes = 60 * 1000;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => session.interrupt());

Before({ timeout: minutes }, async function (this: SwarmWorld, { pickle }) {
  this.feature = pickle.uri;
  if (session.signal.aborted) return "skipped";
  await session.keepOnly(stillNeeded(this));
  return undefined;
});

let scenarios = 0;

BeforeAll(() => {
  scenarios = 0;
});

/** The swarms of this scenario and those after it; undefined where nobody told the order. */
const stillNeeded = ({ parameters }: SwarmWorld): ReadonlySet<string> | undefined => {
  const swarms = parameters.swarms as readonly (string | null)[] | undefined;
  const needed = swarms?.slice(scenarios).flatMap((name) => name ?? []);
  scenarios++;
  return needed && new Set(needed);
};

/** Also of a scenario that failed or was interrupted; what cannot be undone makes it fail. */
After({ timeout: minutes }, () => session.undo());

atRunEnd(() => session[Symbol.asyncDispose]());

/** Whoever measures again what is unknown ends the session himself. */
AfterAll({ timeout: 5 * minutes }, async function () {
  if (this.parameters.endsLater !== true) await session[Symbol.asyncDispose]();
});
