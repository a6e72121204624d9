import { engineDefault } from "../model/engine-default.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";

/**
 * How long services have to stay settled: one that crashes on start looks settled between two crashes.
 * A service with a health check is not called running before it is healthy, and a job that has
 * completed cannot fail any more: these need no trial.
 */
export const trial = (spec: ClusterSpec, seen: Snapshot, written: boolean): Milliseconds => {
  const doubted = written ? spec.services : withFailures(spec, seen);
  return doubted
    .filter(mayStillCrash)
    .map(({ update }) => update?.monitor ?? engineDefault.update.monitor)
    .reduce((longest, span) => (span > longest ? span : longest), milliseconds(0));
};

const mayStillCrash = ({ healthcheck, mode }: ServiceSpec): boolean =>
  (mode.kind === "replicated" || mode.kind === "global") &&
  (healthcheck === undefined || healthcheck.test[0] === "NONE");

const withFailures = (spec: ClusterSpec, seen: Snapshot): readonly ServiceSpec[] => {
  const failed = new Set(
    seen.tasks
      .filter(({ current, state }) => current && (state === "failed" || state === "rejected"))
      .map(({ service }) => service),
  );
  const names = new Set(
    seen.services.filter(({ id }) => failed.has(id)).map((service) => service.spec.name),
  );
  return spec.services.filter(({ name }) => names.has(name));
};
