import type { Resources } from "../model/spec.ts";
import { present } from "./wire-present.ts";
import type { WireAmounts, WireGenericResource, WireResources } from "./wire-types.ts";
import { toWireWhole } from "./wire-whole.ts";

/** Limits and reservations for the engine; without any still a record, as docker writes it. */
export const toWireResources = ({ limits, reservations }: Resources = {}): WireResources =>
  present({
    Limits:
      limits &&
      present({
        NanoCPUs: limits.nanoCpus,
        MemoryBytes: toWireWhole(limits.memory),
        Pids: toWireWhole(limits.pids),
      }),
    Reservations:
      reservations &&
      present({
        NanoCPUs: reservations.nanoCpus,
        MemoryBytes: toWireWhole(reservations.memory),
        GenericResources: reservations.generic?.map(({ kind, value }) => ({
          DiscreteResourceSpec: { Kind: kind, Value: toWireWhole(value) },
        })),
      }),
  });

/** Limits and reservations as the engine has them. */
export const fromWireResources = ({ Limits, Reservations }: WireResources): Resources =>
  present({
    limits: Limits && present({ ...fromAmounts(Limits), pids: Limits.Pids }),
    reservations:
      Reservations &&
      present({
        ...fromAmounts(Reservations),
        generic: Reservations.GenericResources?.map(fromGeneric),
      }),
  });

const fromAmounts = ({ NanoCPUs, MemoryBytes }: WireAmounts) =>
  present({ nanoCpus: NanoCPUs, memory: MemoryBytes });

/** One of a kind that goes by name cannot be written in a stack file: counted as none, it is seen to differ. */
const fromGeneric = ({ DiscreteResourceSpec, NamedResourceSpec }: WireGenericResource) => ({
  kind: DiscreteResourceSpec?.Kind ?? NamedResourceSpec?.Kind ?? "",
  value: DiscreteResourceSpec?.Value ?? 0,
});
