import type { RestartPolicy, UpdatePolicy } from "./spec.ts";
import { type Milliseconds, milliseconds, seconds } from "./units.ts";

/** What the engine does where a service says nothing, so that saying it makes no difference. */
export const engineDefault: {
  readonly stopGracePeriod: Milliseconds;
  readonly isolation: string;
  /** Of bind mounts. */
  readonly propagation: string;
  readonly endpointMode: "vip" | "dnsrr";
  /** Of roll-outs and roll-backs alike. */
  readonly update: Required<UpdatePolicy>;
  readonly restart: Required<RestartPolicy>;
} = {
  stopGracePeriod: seconds(10),
  isolation: "default",
  propagation: "rprivate",
  endpointMode: "vip",
  update: {
    parallelism: 1,
    delay: milliseconds(0),
    monitor: seconds(5),
    failureAction: "pause",
    order: "stop-first",
    maxFailureRatio: 0,
  },
  restart: {
    condition: "any",
    delay: seconds(5),
    maxAttempts: 0,
    window: milliseconds(0),
  },
};
