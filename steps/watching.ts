import assert from "node:assert/strict";
import { relative } from "node:path";
import { After, Then, When } from "@cucumber/cucumber";
import { clock } from "../src/cli/clock.ts";
import type { Raised } from "../src/cli/converge-on.ts";
import { emptyFolder, projectFolder } from "../src/cli/report-folder.ts";
import { beginWatch, type Watch, type WatchOptions } from "../src/cli/watching.ts";
import { attached } from "../src/model/attachment.ts";
import { seconds } from "../src/model/units.ts";
import type { History, WatchTold } from "../src/model/watch.ts";
import { findingsOf } from "../src/probe/findings.ts";
import {
  judgeLoss,
  judgeOthers,
  judgeProxyGaps,
  judgeSilence,
  judgeTruth,
} from "../src/probe/judge.ts";
import { judgeStreams, listeningOf } from "../src/probe/streams.ts";
import { acts, by, holds } from "./phrase.ts";
import { demand, type SwarmWorld, session } from "./world.ts";

When(
  "clients keep asking every node for every tenant",
  acts(
    "Both clients ask each node 10 times a second for the tenants in turn, over http and https, until a Then judges what they saw.",
  ),
  by(async (world) => begin(world, await world.cluster())),
);

When(
  "clients keep asking every node for every tenant, {int} times a second",
  acts(
    "As before, at this rate for each client and node: on a machine with few processors visitors compete with what is being started.",
  ),
  by(async (world, rate: number) => begin(world, await world.cluster(), { rate })),
);

When(
  "clients keep asking every node for every tenant, and listening to its events",
  acts(
    "As before; besides, the first client holds an event stream of every tenant open through every node, and an event is published twice a second.",
  ),
  by(async (world) => begin(world, await world.cluster(), { listening: true })),
);

When(
  "clients keep asking every node for {string} and {string}",
  acts(
    "As before, for these tenants only, on the cluster as it is before it becomes what was described last.",
  ),
  by((world, one: string, other: string) => begin(world, standingWith(world, [one, other]))),
);

When(
  "clients keep asking every node for {string} and {string}, {int} times a second",
  acts("As before, at this rate."),
  by((world, one: string, other: string, rate: number) =>
    begin(world, standingWith(world, [one, other]), { rate }),
  ),
);

const standingWith = (world: SwarmWorld, names: readonly string[]): Raised => {
  const { cluster, spec } = world.standing();
  const tenants = spec.tenants.filter(({ name }) => names.includes(name));
  assert.equal(
    tenants.length,
    names.length,
    `the cluster does not have both ${names.join(" and ")}`,
  );
  return { cluster, spec: { ...spec, tenants } };
};

Then(
  "at most {int} node(s) was/were silent at any moment, none for longer than {int} second(s)",
  holds(
    "A node is silent while none of its requests is answered; each such span is measured from the first request that failed to the first that was answered.",
  ),
  by(async (world, nodes: number, limit: number) => {
    demand(judgeSilence(await seenBy(world), { nodes, within: seconds(limit) }));
  }),
);

Then(
  "no other request failed",
  holds(
    "Requests failed only at nodes whose proxy the swarm had just stopped, by no answer at all; one that died by itself is no excuse.",
  ),
  by(async (world) => demand(judgeProxyGaps(await seenBy(world), "proxy"))),
);

Then(
  "no request failed",
  holds("Every request of the watch was answered with 200 by its tenant."),
  by(async (world) => demand(judgeOthers(await seenBy(world), []))),
);

Then(
  "no request to another node failed",
  holds("As before, but for the nodes that the scenario broke itself."),
  by(async (world) => demand(judgeOthers(await seenBy(world), world.broken))),
);

Then(
  "no other node was silent for longer than {int} second(s), and requests to them failed for {int} second(s) at most",
  holds(
    "Requests to the nodes that the scenario broke do not count. What was under way to a task that died is lost, and found out only by waiting: the second span is that from the first failed request until the last.",
  ),
  by(async (world, limit: number, span: number) =>
    demand(
      judgeLoss(await seenBy(world), world.broken, { within: seconds(limit), span: seconds(span) }),
    ),
  ),
);

Then(
  "no answer was another tenant's, and each tenant saw the address of the client that asked",
  holds(
    "Of all answers of the watch, none came from the wrong tenant, and none had a wrong X-Forwarded-For.",
  ),
  by(async (world) => demand(judgeTruth(await seenBy(world)))),
);

const begin = async (
  world: SwarmWorld,
  raised: Raised,
  options: Pick<WatchOptions, "listening" | "rate"> = {},
): Promise<void> => {
  assert.equal(world.watch, undefined, "clients keep asking already");
  const { rate } = world.parameters;
  world.watch = await beginWatch(raised, {
    ...(typeof rate === "number" && { rate }),
    ...{ ...options, folder: historyFolder(world) },
  });
};

Then(
  "no listener missed an event, and each stream was open again within {int} second(s)",
  holds(
    "Each listener heard every event that its tenant took once the stream was open, also those told while it was broken off, and none later than a stream may be. Where a tenant takes no event for 5 seconds, nothing is known.",
  ),
  by(async (world, limit: number) => demand(judgeStreams(await seenBy(world), seconds(limit)))),
);

/** What was done last shows only to those who ask after it. */
const aftermath = seconds(1);

/** What the clients have seen; the first to ask lets them go on for a moment, and ends the watch. */
const seenBy = async (world: SwarmWorld): Promise<History> => {
  const { watch } = world;
  assert.ok(watch, "nobody keeps asking, so there is nothing to judge");
  if (world.history === undefined) await clock.sleep(aftermath, session.signal);
  world.history ??= await endOf(world, watch);
  return world.history;
};

let watches = 0;

/** A folder of its own below the report's; what an earlier run left there is removed. */
const historyFolder = ({ report }: SwarmWorld): string => {
  watches++;
  const histories = projectFolder(process.cwd(), report, "history");
  return emptyFolder(histories, `watch-${`${watches}`.padStart(2, "0")}`);
};

const endOf = async (world: SwarmWorld, watch: Watch): Promise<History> => {
  const history = await watch.end();
  const what = told(watch, history, world.report);
  world.attach(JSON.stringify(what), attached.watch);
  return history;
};

const told = ({ began, folder, rate }: Watch, history: History, report: string): WatchTold => ({
  began: new Date(began).toISOString(),
  ...{ lasted: history.lasted, rate },
  ...namesIn(history),
  findings: findingsOf(history.attempts),
  listening: listeningOf(history),
  history: relative(report, folder),
});

const namesIn = ({ attempts }: History): Pick<WatchTold, "nodes" | "clients" | "tenants"> => ({
  nodes: distinct(attempts.map(({ node }) => node)),
  clients: distinct(attempts.map(({ client }) => client)),
  tenants: distinct(attempts.map(({ tenant }) => tenant)),
});

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

/** What a failed scenario did not judge any more is evidence all the same. */
After(async function (this: SwarmWorld) {
  if (this.watch !== undefined) this.history ??= await endOf(this, this.watch);
});
