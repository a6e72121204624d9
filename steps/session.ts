import { isDeepStrictEqual } from "node:util";
import { guarded } from "../src/cli/around.ts";
import { convergeOn, type Raised } from "../src/cli/converge-on.ts";
import { toBePushed } from "../src/cli/filling.ts";
import { homeFolder } from "../src/cli/home.ts";
import { anyManager, swarmOf } from "../src/cli/managers.ts";
import { pinned } from "../src/cli/pins.ts";
import { progressOn } from "../src/cli/progress.ts";
import { raise } from "../src/cli/raise.ts";
import { type StandingWorkplace, standingWorkplace } from "../src/cli/workplace.ts";
import { digestOf, type Puller } from "../src/docker/image.ts";
import type { WireService } from "../src/docker/wire-types.ts";
import { Damage } from "../src/fault/damage.ts";
import type { Fault } from "../src/fault/fault.ts";
import type { Plan } from "../src/model/change.ts";
import { concealing, discreetly } from "../src/model/concealed.ts";
import { BadInput, SwarmspecError } from "../src/model/errors.ts";
import type { Listener } from "../src/model/event.ts";
import type { ClusterSpec } from "../src/model/spec.ts";
import { allRun } from "../src/nodes/inventory.ts";
import { sweep } from "../src/nodes/sweep.ts";
import { diff } from "../src/plan/diff.ts";
import { unkept } from "../src/plan/unkept.ts";

interface Known extends Raised {
  /** The spec as the feature says it, before it was pinned. */
  readonly described: ClusterSpec;
}

/** The clusters of one test run. They are shared by its scenarios, and taken down at its end. */
export class Session {
  readonly #interruption = new AbortController();
  readonly #damage = new Damage();
  /** Clusters that a fault was inflicted on since they were last raised. */
  readonly #harmed = new Set<string>();
  readonly #known = new Map<string, Known>();
  #place: StandingWorkplace | undefined;

  get signal(): AbortSignal {
    return this.#interruption.signal;
  }

  interrupt(): void {
    this.#interruption.abort(new SwarmspecError("interrupted"));
  }

  /** The engine that the nodes of all clusters run on. */
  async place(): Promise<StandingWorkplace> {
    const { signal } = this;
    signal.throwIfAborted();
    const around = {
      cwd: process.cwd(),
      env: process.env,
      home: homeFolder(),
      stdout: guarded(process.stdout),
      stderr: guarded(process.stderr),
      signal,
    };
    this.#place ??= await standingWorkplace(around, progressOn(around.stderr, around));
    return this.#place;
  }

  /** The nodes that a fault has taken away and nothing has brought back. */
  get lost(): readonly string[] {
    return this.#damage.nodes;
  }

  /** Breaks a cluster of the run; it is not taken for whole before it has been raised again. */
  async inflict(fault: Fault, cluster: string): Promise<void> {
    this.#harmed.add(cluster);
    await this.#damage.inflict(fault);
  }

  /** Puts right what was broken, all unless told. */
  undo(isMeant?: (fault: Fault) => boolean): Promise<void> {
    return this.#damage.undo(isMeant);
  }

  /** The cluster as described, made or mended if need be; if it is so already, that costs no write. */
  async converged(described: ClusterSpec, hear: Listener = () => {}): Promise<Raised> {
    const standing = await this.place();
    const place = { ...standing, tell: both(standing.tell, hear) };
    await this.undo();
    const known = this.#harmed.has(described.name) ? undefined : this.#known.get(described.name);
    if (known !== undefined && isDeepStrictEqual(known.described, described)) {
      if (await allRun(place.engine, known.cluster)) {
        await convergeOn(known, { ...place, tell: hear });
        return kept(known);
      }
    }
    // Not taken for whole if this fails, but known: what is left to do can still be asked.
    this.#harmed.add(described.name);
    const raised = await raise(described, place);
    this.#known.set(described.name, { ...raised, described });
    this.#harmed.delete(described.name);
    return kept(raised);
  }

  /** Takes down the clusters that no scenario needs any more: idle ones take processors from the others. */
  async keepOnly(needed: ReadonlySet<string> | undefined): Promise<void> {
    for (const [name, { cluster }] of this.#known) {
      if (needed === undefined || needed.has(name)) continue;
      const { engine } = await this.place();
      this.#known.delete(name);
      await sweep(engine, { cluster: name, run: cluster.run });
    }
  }

  /** What it would take to make a cluster of this run what is described; nothing is written. */
  async planned(described: ClusterSpec): Promise<Plan> {
    const known = this.#known.get(described.name);
    if (known === undefined) throw new BadInput(`the swarm "${described.name}" is not up yet`);
    const { login, engine } = await this.place();
    const { cluster } = known;
    const manager = await anyManager(cluster, this.signal);
    const { credentials } = cluster;
    const pushed = await toBePushed(described, cluster, { engine });
    const spec = await pinned(described, { puller: manager, credentials, login, pushed });
    return discreetly(concealing(spec.outside?.values), async () =>
      diff(spec, await (await swarmOf(cluster, { manager, login })).observe()),
    );
  }

  /** Removes every cluster of the run and gives the engine back. */
  async [Symbol.asyncDispose](): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    try {
      for (const cluster of await place.ownClusters()) await sweep(place.engine, cluster);
    } finally {
      await place.release();
    }
  }
}

/** After every apply of every scenario: what it says is so, whatever the history. */
const kept = async (raised: Raised): Promise<Raised> => {
  const { cluster, spec } = raised;
  const manager = await anyManager(cluster);
  const seen = await (await swarmOf(cluster, { manager })).observe();
  const broken = await discreetly(concealing(spec.outside?.values), async () => [
    ...unkept(spec, seen),
    ...(await unheldImages(manager, spec)),
  ]);
  if (broken.length > 0)
    throw new SwarmspecError(["the apply said that all is as described:", ...broken]);
  return raised;
};

/** Why images of the registry that services name, now or before, cannot be had from it. */
const unheldImages = async (
  manager: Puller,
  { registry }: ClusterSpec,
): Promise<readonly string[]> => {
  if (registry === undefined) return [];
  const services = (await manager.engine.listServices()) as WireService[];
  const images = services
    .flatMap(({ Spec, PreviousSpec }) => [Spec, PreviousSpec])
    .flatMap((spec) => spec?.TaskTemplate?.ContainerSpec?.Image ?? [])
    .filter((image) => image.startsWith(`${registry.address}/`) && image.includes("@"));
  const asked = [...new Set(images)].map(async (image) => {
    const error = await digestOf(image, manager).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    return error === undefined ? [] : [String(error)];
  });
  return (await Promise.all(asked)).flat();
};

const both =
  (one: Listener, other: Listener): Listener =>
  (event) => {
    one(event);
    other(event);
  };
