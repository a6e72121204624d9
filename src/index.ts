/* The public API: what a program needs to read a feature, plan against a swarm, converge it and judge its answers. */
export { observe } from "./docker/observe.ts";
export { swarmBehind } from "./docker/swarm.ts";
export type { Change, FieldChange, Plan } from "./model/change.ts";
export { BadInput, NotConverged, SwarmspecError, Unreachable } from "./model/errors.ts";
export type { Event, Listener } from "./model/event.ts";
export type { Progress } from "./model/progress.ts";
export type { Question, Sample } from "./model/sample.ts";
export type { Snapshot } from "./model/snapshot.ts";
export type { ClusterSpec, ServiceSpec } from "./model/spec.ts";
export type { Verdict } from "./model/verdict.ts";
export { progress } from "./plan/converge.ts";
export { diff } from "./plan/diff.ts";
export { planJson, render } from "./plan/render.ts";
export { checkAddresses, checkAnswers, checkRefused } from "./probe/check.ts";
export { askAll, headerCases, questions } from "./probe/matrix.ts";
export { type Clock, converge, type Swarm } from "./run/converge.ts";
export { clustersIn } from "./spec/feature.ts";
export { pin } from "./spec/pin.ts";
