import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { Raised } from "../src/cli/converge-on.ts";
import { asker, matrixOf, wholeMatrix } from "../src/cli/questions.ts";
import type { Question } from "../src/model/sample.ts";
import { checkAddresses, checkAnswers, checkRefused } from "../src/probe/check.ts";
import { questions } from "../src/probe/matrix.ts";
import { acts, by, holds } from "./phrase.ts";
import { demand, type SwarmWorld, session } from "./world.ts";

When(
  "two clients ask every node for every tenant",
  acts(
    "Both clients ask each node for each tenant once, over http and over https, on fresh connections.",
  ),
  by(async (world) => {
    const { cluster, spec } = await world.cluster();
    await ask(world, questions(matrixOf(cluster, spec, [[]])));
  }),
);

When(
  "two clients ask every node for every tenant, forging X-Forwarded-For with none, one, two and a list",
  acts(
    "As before, four times: without the header, with one forged line, with two, and with a comma list.",
  ),
  by(async (world) => {
    const { cluster, spec } = await world.cluster();
    await ask(world, wholeMatrix(cluster, spec));
  }),
);

When(
  "two clients ask every node for every tenant, claiming to be {string}",
  acts("As before, each request with this text in a forged X-Forwarded-For header."),
  by(async (world, claim: string) => {
    const { cluster, spec } = await world.cluster();
    await ask(world, questions(matrixOf(cluster, spec, [[claim]])));
  }),
);

When(
  "two clients ask every node for the unknown host {string}",
  acts("Both clients ask each node for a host that no tenant has, over http and over https."),
  by(async (world, host: string) => {
    const { cluster, spec } = await world.cluster();
    const nobody = { ...spec, tenants: [{ name: "nobody", host }] };
    await ask(world, questions(matrixOf(cluster, nobody, [[]])));
  }),
);

Then(
  "every answer is 200 from the tenant that was asked for",
  holds("Every request was answered with 200, by the tenant whose host it named."),
  by((world) => demand(checkAnswers(world.samples, world.asked))),
);

Then(
  "every tenant saw the address of the client that asked, and no other",
  holds(
    "Exactly one X-Forwarded-For reached the tenant each time, the asking client's own address.",
  ),
  by((world) => demand(checkAddresses(world.samples, world.asked))),
);

Then(
  "every answer is 404 from the proxy, and from no tenant",
  holds("Every request was refused with 404, and no tenant saw it."),
  by((world) => demand(checkRefused(world.samples, world.asked))),
);

Then(
  "every node answers for every tenant",
  holds(
    "Asks once more, and demands 200 from the right tenant with the right address, of each node.",
  ),
  by(async (world) => {
    const { cluster, spec } = await world.cluster();
    await ask(world, questions(matrixOf(cluster, spec, [[]])));
    demand(checkAnswers(world.samples, world.asked));
    demand(checkAddresses(world.samples, world.asked));
  }),
);

Then(
  "every node still answers for every tenant",
  holds("As before, on the cluster that failed to become what was described last."),
  by(async (world) => {
    const { cluster, spec } = world.standing();
    await ask(world, questions(matrixOf(cluster, spec, [[]])), world.standing());
    demand(checkAnswers(world.samples, world.asked));
    demand(checkAddresses(world.samples, world.asked));
  }),
);

const ask = async (
  world: SwarmWorld,
  asked: readonly Question[],
  standing?: Raised,
): Promise<void> => {
  const { cluster, spec } = standing ?? (await world.cluster());
  assert.ok(asked.length > 0, "there is nothing to ask: the cluster has no tenants or no clients");
  world.asked = asked;
  world.samples = await asker(cluster, spec, { signal: session.signal })(asked);
};
