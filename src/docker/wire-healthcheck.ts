import type { Healthcheck } from "../model/spec.ts";
import type { WireHealthcheck } from "./wire-container-types.ts";
import { present } from "./wire-present.ts";
import { fromWireSpan, toWireSpan } from "./wire-span.ts";

/** A health check for the engine. */
export const toWireHealthcheck = (check: Healthcheck): WireHealthcheck =>
  present({
    Test: check.test,
    Interval: toWireSpan(check.interval),
    Timeout: toWireSpan(check.timeout),
    StartPeriod: toWireSpan(check.startPeriod),
    StartInterval: toWireSpan(check.startInterval),
    Retries: check.retries,
  });

/** A health check as the engine has it. */
export const fromWireHealthcheck = (wire: WireHealthcheck): Healthcheck =>
  present({
    test: wire.Test ?? [],
    interval: fromWireSpan(wire.Interval),
    timeout: fromWireSpan(wire.Timeout),
    startPeriod: fromWireSpan(wire.StartPeriod),
    startInterval: fromWireSpan(wire.StartInterval),
    retries: wire.Retries,
  });
