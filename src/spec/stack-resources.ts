import type { Resources } from "../model/spec.ts";
import { bytesOf, nanoCpusOf } from "./amount.ts";
import { defined } from "./defined.ts";
import type { WrittenResources } from "./stack-file.ts";

/** What a task may use and what is kept for it. */
export const resourcesOf = (written: WrittenResources | undefined): Resources | undefined => {
  if (written?.limits === undefined && written?.reservations === undefined) return undefined;
  const { limits, reservations } = written;
  return defined({
    limits: limits && defined({ ...amountsOf(limits), pids: limits.pids || undefined }),
    reservations: reservations && {
      ...amountsOf(reservations),
      ...defined({ generic: genericOf(reservations) }),
    },
  });
};

type Reservations = NonNullable<WrittenResources["reservations"]>;

/** Docker writes no limit of 0. */
const amountsOf = ({ cpus, memory }: Pick<Reservations, "cpus" | "memory">) =>
  defined({
    nanoCpus: (cpus && nanoCpusOf(cpus)) || undefined,
    memory: (memory && bytesOf(memory)) || undefined,
  });

const genericOf = ({ generic_resources: written }: Reservations) =>
  written?.map(({ discrete_resource_spec: { kind = "", value = 0 } = {} }) => ({ kind, value }));
