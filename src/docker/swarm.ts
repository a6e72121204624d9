import type Docker from "dockerode";
import type { Plan } from "../model/change.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { Id, Milliseconds } from "../model/units.ts";
import { apply, OutOfSequence } from "./apply.ts";
import { demultiplexed, fromTerminal } from "./logs.ts";
import { observe } from "./observe.ts";
import { atRest, restarted, runAgain } from "./wire-service.ts";
import type { WireService, WireServiceSpec, WireTask } from "./wire-types.ts";
import type { Writing } from "./writing.ts";

/** A swarm as one of its managers knows it. */
export const swarmBehind = (
  manager: Docker,
  means: Pick<Writing, "cluster" | "nodes" | "login">,
) => ({
  observe: () => observe(manager),

  /** Resolves to why not all was written, where the swarm has to be read again and that may mend it. */
  apply: async (plan: Plan, seen: Snapshot): Promise<string | undefined> => {
    try {
      await apply(plan, { ...means, manager, seen });
      return undefined;
    } catch (error) {
      if (error instanceof OutOfSequence) return error.message;
      throw error;
    }
  },

  /** Has a job run once more, also one that runs on demand only. */
  runAgain: (job: SeenService): Promise<void> => rewrite(manager, job, runAgain),

  /** Puts a job that runs on demand only back, so that it is as it was declared. */
  rest: (job: SeenService): Promise<void> => rewrite(manager, job, atRest),

  /** Writes a service as it is, so that the swarm looks at it once more. */
  remind: (service: SeenService): Promise<void> =>
    rewrite(manager, service, ({ Spec = {} }) => Spec),

  /** Replaces a service's tasks in turn, so long after one another; what it returns puts the delay back. */
  restart: async ({ id }: SeenService, delay: Milliseconds): Promise<() => Promise<void>> => {
    const { Spec } = (await manager.getService(id).inspect()) as WireService;
    await rewrite(manager, { id }, (there) => restarted(there, delay));
    return () =>
      rewrite(manager, { id }, (there) => ({ ...there.Spec, UpdateConfig: Spec?.UpdateConfig }));
  },

  /** The last lines of a task, fetched from whichever node it ran on. */
  logs: async (task: Id<"task">, lines: number): Promise<string> => {
    const { Spec } = (await manager.getTask(task).inspect()) as WireTask;
    const body = await logsOf(manager, task, lines);
    // Only newer engines tell the one from the other by the type of the content.
    return Spec?.ContainerSpec?.TTY ? fromTerminal(body) : demultiplexed(body);
  },
});

const logsOf = (manager: Docker, task: Id<"task">, lines: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    manager.modem.dial(
      {
        // dockerode cuts the last character off a path that has a query of its own.
        path: `/tasks/${task}/logs?`,
        options: { stdout: true, stderr: true, tail: lines },
        method: "GET",
        isStream: false,
        statusCodes: { 200: true },
      },
      (error, data) => (error ? reject(error) : resolve(Buffer.from(data as Buffer))),
    );
  });

const rewrite = async (
  manager: Docker,
  { id }: Pick<SeenService, "id">,
  body: (there: WireService) => WireServiceSpec,
): Promise<void> => {
  const service = manager.getService(id);
  const there = (await service.inspect()) as WireService;
  await service.update(
    undefined as never,
    {
      _query: { version: there.Version?.Index, registryAuthFrom: "spec" },
      _body: body(there),
    } as never,
  );
};
