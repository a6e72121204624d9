import type { Healthcheck } from "../model/spec.ts";
import { defined } from "./defined.ts";
import type { WrittenHealthcheck } from "./stack-file.ts";
import { badKey, type Scope } from "./stack-scope.ts";
import { spanOf, wholeOf } from "./stack-values.ts";

/** A service's health check; without a test the image's own holds, with other times. */
export const healthcheckOf = (service: string, scope: Scope): Healthcheck | undefined => {
  const written = scope.file.services[service]?.healthcheck;
  if (written === undefined) return undefined;
  if (written.disable === true) return { test: ["NONE"] };
  return defined({
    test: testOf(written, service, scope),
    interval: spanOf(written.interval),
    timeout: spanOf(written.timeout),
    startPeriod: spanOf(written.start_period),
    startInterval: spanOf(written.start_interval),
    retries: wholeOf(written.retries),
  });
};

const testOf = ({ test = [] }: WrittenHealthcheck, service: string, scope: Scope) => {
  if (typeof test === "string") return ["CMD-SHELL", test];
  const [how] = test;
  if (how === undefined || ["CMD", "CMD-SHELL", "NONE"].includes(how)) return test;
  throw badKey(scope, ["services", service, "healthcheck", "test"], {
    problem: `must begin with CMD, CMD-SHELL or NONE, but begins with ${how}`,
    hint: "write a text instead of a list for a shell command",
  });
};
