import type { Plan } from "../model/change.ts";

/** What is still to be written, a line each. */
export const changesIn = (plan: Plan): string[] =>
  plan.stages
    .flat()
    .map(({ action, kind, name, reason }) => `${action} ${kind} ${name} (${reason})`);
