import { pull } from "../docker/image.ts";
import type { Cluster } from "../model/cluster.ts";
import { concealing, discreetly } from "../model/concealed.ts";
import type { Listener } from "../model/event.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { milliseconds } from "../model/units.ts";
import { answeringEngine } from "../nodes/answering.ts";
import { useForContainers } from "../nodes/container.ts";
import { unfoundTasks } from "../nodes/names.ts";
import { ensureContainers } from "../nodes/simulate.ts";
import { ensureSwarm, type Member } from "../nodes/swarm.ts";
import { concealedEvent } from "../run/concealed-event.ts";
import { untilFound } from "../run/found.ts";
import { nodesReady } from "../run/nodes-ready.ts";
import { restartService } from "../run/restart-service.ts";
import { unlessAborted } from "../run/unless-aborted.ts";
import { imagesOf } from "../spec/image-name.ts";
import { clock } from "./clock.ts";
import { convergeOn, type Raised, type Reconciling } from "./converge-on.ts";
import { filled } from "./filling.ts";
import { siteImages } from "./images.ts";
import { swarmOf } from "./managers.ts";
import { pinned } from "./pins.ts";
import { timed } from "./timed.ts";
import type { Workplace } from "./workplace.ts";

/** Makes nodes, swarm and services what the spec says, from whatever is there, and waits until they are. */
export const raise = (
  spec: ClusterSpec,
  place: Workplace,
  how: Reconciling = {},
): Promise<Raised> => {
  const conceal = concealing(spec.outside?.values);
  const tell: Listener = (event) => place.tell(concealedEvent(event, conceal));
  return discreetly(conceal, () => raised(spec, { ...place, tell }, how));
};

const raised = async (spec: ClusterSpec, place: Workplace, how: Reconciling): Promise<Raised> => {
  useForContainers(place.host.endpoint);
  const images = await timed(place, "images", () => siteImages(spec, place));
  const cluster = await timed(place, `containers of the swarm "${spec.name}"`, () =>
    ensureContainers({ ...place, spec, images, now: new Date() }),
  );
  const pushing = timed(place, "images in the registry", () =>
    filled(cluster, images.registry, place),
  );
  // Awaited below; until then a failure is nobody's, and would end the process instead of the work.
  pushing.catch(() => {});
  const members = await timed(place, "engines of the nodes", () => membersOf(spec, cluster, place));
  const [wanted] = await Promise.all([
    timed(place, "images on the nodes", () =>
      pushing.then((pushed) =>
        // A registry may keep a pull waiting for as long as it likes.
        unlessAborted(
          () => delivered(spec, { ...place, ...how, cluster, members, pushed }),
          place.signal,
        ),
      ),
    ),
    timed(place, "swarm", () => ensureSwarm(members)),
  ]);
  const up = { cluster, spec: wanted };
  const ready = () => timed(place, "nodes are ready", () => allReady(up, place));
  await ready();
  await convergeOn(up, { ...place, how });
  // A node's return may bring an election later on, after which nodes are unknown for a while and get new tasks.
  if (await ready()) await convergeOn(up, { ...place, how });
  await timed(place, "tasks are found by name", () => allFound(cluster, place));
  return up;
};

const allFound = async (cluster: Cluster, { engine, tell, signal }: Workplace): Promise<void> => {
  const swarm = await swarmOf(cluster, { signal });
  const delay = milliseconds(0);
  await untilFound({
    look: async () => unfoundTasks(cluster, { engine, seen: await swarm.observe() }),
    replace: (service) => restartService(service, { swarm, clock, signal, tell, delay }),
    ...{ clock, signal, tell },
  });
};

const allReady = async ({ cluster, spec }: Raised, { signal }: Workplace): Promise<boolean> =>
  nodesReady(spec, { swarm: await swarmOf(cluster, { signal }), clock, signal });

const membersOf = (
  spec: ClusterSpec,
  cluster: Cluster,
  { engine, signal }: Workplace,
): Promise<readonly Member[]> =>
  Promise.all(
    spec.nodes.map(async ({ name, role }) => {
      const address = cluster.nodes.find((node) => node.name === name);
      if (address === undefined) throw new Error(`no container for ${name}`);
      const { credentials } = cluster;
      return {
        address,
        role,
        engine: await answeringEngine(engine, address, { credentials, signal }),
      };
    }),
  );

/**
 * The pinned spec, its images on all nodes before any service asks for them: a task would pull too,
 * but each in its turn, and a failure would have no node's name.
 */
const delivered = async (
  spec: ClusterSpec,
  { cluster: { credentials }, members, login, resolve, pushed }: Delivery,
): Promise<ClusterSpec> => {
  const pullers = members.map(({ address, engine }) => ({ node: address.name, engine }));
  const [puller] = pullers;
  if (puller === undefined) return spec;
  const wanted = await pinned(spec, { puller, credentials, login, resolve, pushed });
  if (resolve === "never") return wanted;
  await Promise.all(
    imagesOf(wanted).map(async ({ image }) => {
      const user = await login(image);
      await Promise.all(pullers.map((one) => pull(image, one, user)));
    }),
  );
  return wanted;
};

interface Delivery extends Pick<Workplace, "login">, Pick<Reconciling, "resolve"> {
  readonly cluster: Cluster;
  readonly members: readonly Member[];
  readonly pushed: ReadonlyMap<string, string>;
}
