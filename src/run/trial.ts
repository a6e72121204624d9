import { engineDefault } from "../model/engine-default.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import { hasFailed } from "../plan/failure.ts";

/**
 * How long the services that were touched, and those that failed before, have to stay settled: one that
 * crashes on start looks settled between two crashes. Nobody can crash where no task is wanted.
 * A service with a health check is not called running before it is healthy, and a job that has
 * completed cannot fail any more: these need no trial.
 */
export const trial = (
  spec: ClusterSpec,
  seen: Snapshot,
  touched: ReadonlySet<string>,
): Milliseconds => {
  const doubted = [
    ...spec.services.filter(({ name }) => touched.has(name)),
    ...withFailures(spec, seen),
  ];
  return doubted
    .filter(mayStillCrash)
    .map(({ update }) => update?.monitor ?? engineDefault.update.monitor)
    .reduce((longest, span) => (span > longest ? span : longest), milliseconds(0));
};

const mayStillCrash = ({ healthcheck, mode }: ServiceSpec): boolean =>
  (mode.kind === "global" || (mode.kind === "replicated" && mode.replicas > 0)) &&
  (healthcheck === undefined || healthcheck.test[0] === "NONE");

const withFailures = (spec: ClusterSpec, seen: Snapshot): readonly ServiceSpec[] => {
  const failed = new Set(
    seen.tasks.filter((task) => task.current && hasFailed(task)).map(({ service }) => service),
  );
  const names = new Set(
    seen.services.filter(({ id }) => failed.has(id)).map((service) => service.spec.name),
  );
  return spec.services.filter(({ name }) => names.has(name));
};
