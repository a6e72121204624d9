import type { Healthcheck } from "../model/spec.ts";
import { defined } from "./defined.ts";
import { badKey, type Scope } from "./stack-scope.ts";
import { spanOf } from "./stack-values.ts";

/** A service's health check; without a test the image's own holds, with other times. */
export const healthcheckOf = (service: string, scope: Scope): Healthcheck | undefined => {
  const written = scope.file.services[service]?.healthcheck;
  if (written === undefined) return undefined;
  const { test = [], disable = false } = written;
  const at = ["services", service, "healthcheck", "test"];
  if (disable && test.length > 0)
    throw badKey(scope, at, { problem: "test and disable cannot both be there" });
  if (disable) return { test: ["NONE"] };
  if (!["CMD", "CMD-SHELL", "NONE", undefined].includes(test[0]))
    throw badKey(scope, at, {
      problem: `must begin with CMD, CMD-SHELL or NONE, but begins with ${test[0]}`,
      hint: "write a text instead of a list for a shell command",
    });
  return defined({
    test,
    interval: spanOf(written.interval),
    timeout: spanOf(written.timeout),
    startPeriod: spanOf(written.start_period),
    startInterval: spanOf(written.start_interval),
    retries: written.retries,
  });
};
