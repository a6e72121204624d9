import { setTimeout as wait } from "node:timers/promises";
import type Docker from "dockerode";
import { type Figure, largestOf, medianOf } from "./figure.ts";
import { repeated } from "./numbers.ts";
import type { Sides, StackText } from "./side.ts";
import { nothing, ratio } from "./verified-deploy.ts";

const turns = 3;

/** A stack of that many services, none of which has a task. */
const many = (count: number): StackText => ({
  name: `many-${count}.yml`,
  text: [
    "services:",
    ...Array.from({ length: count }, (_, index) =>
      [
        `  s${index}:`,
        "    image: registry:5000/web",
        "    environment: { EDITION: '1' }",
        "    networks: [tuleap]",
        "    deploy: { replicas: 0, labels: { edition: '1' } }",
      ].join("\n"),
    ),
    "networks: { tuleap: { external: true } }",
    "",
  ].join("\n"),
});

/** 100 services without tasks, the first time and again, by both sides in turn. */
export const hundredServices = async (
  sides: Sides,
  manager: Docker,
): Promise<readonly Figure[]> => {
  const stack = many(100);
  const rounds = await repeated(turns, async () => {
    const docker = await byDocker(sides, stack, manager);
    return { docker, ours: await bySwarmspec(sides, stack, manager) };
  });
  const of = (side: "docker" | "ours", what: "first" | "again" | "writes") =>
    rounds.map((round) => round[side][what]);
  const what = "100 services with 0 replicas";
  return [
    medianOf({
      what: `${what}: docker stack deploy, detached`,
      unit: "s",
      runs: of("docker", "first"),
    }),
    medianOf({
      what: `${what}: swarmspec apply, whole process`,
      unit: "s",
      runs: of("ours", "first"),
    }),
    ratio(`${what}, of the medians`, {
      runs: [of("ours", "first"), of("docker", "first")],
      atMost: 1.5,
    }),
    medianOf({
      what: `${what}, again: docker stack deploy`,
      unit: "s",
      runs: of("docker", "again"),
    }),
    medianOf({ what: `${what}, again: swarmspec apply`, unit: "s", runs: of("ours", "again") }),
    ratio(`${what}, again, of the medians`, {
      runs: [of("ours", "again"), of("docker", "again")],
      atMost: 1,
    }),
    largestOf({
      what: `${what}, again: services written by docker`,
      unit: "",
      runs: of("docker", "writes"),
    }),
    largestOf({
      what: `${what}, again: services written by swarmspec`,
      ...{ unit: "", runs: of("ours", "writes"), target: { atMost: 0 } },
    }),
  ];
};

const byDocker = async (sides: Sides, stack: StackText, manager: Docker) => {
  const options = ["--resolve-image", "never", "--detach=true"];
  const first = await sides.docker(stack, ...options);
  const before = await versionsOn(manager);
  const again = await sides.docker(stack, ...options);
  const writes = changed(before, await versionsOn(manager));
  await sides.dockerGone();
  return { first, again, writes };
};

const bySwarmspec = async (sides: Sides, stack: StackText, manager: Docker) => {
  const first = (await sides.swarmspec("apply", stack, "--resolve", "never")).seconds;
  const before = await versionsOn(manager);
  const again = (await sides.swarmspec("apply", stack, "--resolve", "never")).seconds;
  const writes = changed(before, await versionsOn(manager));
  await sides.swarmspec("apply", nothing, "--resolve", "never");
  return { first, again, writes };
};

/** A plan with nothing to do on 10, 100 and 1,000 services, as a whole process. */
export const planAtScale = async (sides: Sides): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const count of [10, 100, 1000]) {
    const stack = many(count);
    await sides.swarmspec("apply", stack, "--resolve", "never");
    const runs = await repeated(turns, () => sides.swarmspec("plan", stack, "--resolve", "never"));
    const what = `plan with nothing to do, ${count} services`;
    figures.push(
      medianOf({
        what,
        ...{ unit: "s", runs: runs.map(({ seconds }) => seconds) },
        ...(count === 1000 && { target: { below: 3 } }),
      }),
      largestOf({
        what: `${what}: peak memory`,
        ...{ unit: "MB", runs: runs.map(({ peak }) => peak) },
        ...(count === 1000 && { target: { below: 300 } }),
      }),
    );
  }
  return [...figures, growth(figures)];
};

/** Ten times the services may take ten times as long, and no longer. */
const growth = (figures: readonly Figure[]): Figure => {
  const [, hundred, thousand] = figures.filter(({ unit }) => unit === "s");
  return {
    what: "plan of 1,000 services / of 100, of the medians",
    ...{ unit: "", runs: [], target: { atMost: 10 } },
    value: (thousand?.value ?? Number.NaN) / (hundred?.value ?? Number.NaN),
  };
};

type Versions = ReadonlyMap<string, number | undefined>;

/** Once they rest: a new service is written by the swarm's own allocator too, when it gets its addresses. */
const versionsOn = async (manager: Docker): Promise<Versions> => {
  for (let before: Versions = new Map(); ; await wait(500)) {
    const services = await manager.listServices();
    const now = new Map(services.map(({ ID, Version }) => [ID, Version?.Index]));
    if (now.size > 0 && changed(before, now) === 0) return now;
    before = now;
  }
};

const changed = (before: Versions, after: Versions): number =>
  [...after].filter(([id, version]) => before.get(id) !== version).length;
