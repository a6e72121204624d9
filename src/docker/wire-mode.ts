import type { Mode } from "../model/spec.ts";
import type { WireMode } from "./wire-types.ts";

/** How often a service runs, for the engine. */
export const toWireMode = (mode: Mode): WireMode => {
  switch (mode.kind) {
    case "replicated":
      return { Replicated: { Replicas: mode.replicas } };
    case "global":
      return { Global: {} };
    case "replicated-job":
      return {
        ReplicatedJob: { MaxConcurrent: mode.concurrency, TotalCompletions: mode.completions },
      };
    case "global-job":
      return { GlobalJob: {} };
  }
};

/** How often a service runs, with what the engine takes where nothing is said. */
export const fromWireMode = (wire: WireMode): Mode => {
  if (wire.Global !== undefined) return { kind: "global" };
  if (wire.GlobalJob !== undefined) return { kind: "global-job" };
  if (wire.ReplicatedJob !== undefined) {
    const { MaxConcurrent: concurrency = 1, TotalCompletions } = wire.ReplicatedJob;
    return { kind: "replicated-job", completions: TotalCompletions ?? concurrency, concurrency };
  }
  return { kind: "replicated", replicas: wire.Replicated?.Replicas ?? 1 };
};
