import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type DataTable, Then, When } from "@cucumber/cucumber";
import { clock } from "../src/cli/clock.ts";
import { swarmOf } from "../src/cli/managers.ts";
import { read } from "../src/model/read.ts";
import { runJob } from "../src/run/run-job.ts";
import { type Errand, fetchOk, fetchPage, waysOf } from "./client.ts";
import { eventually } from "./eventually.ts";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  "a note is written for every tenant through {string}",
  acts(
    "A client posts a text of its own to /notes of each tenant, which keeps it in the tenant's database.",
  ),
  by(async (world, node: string) => {
    const { spec } = await world.cluster();
    for (const { name: tenant } of spec.tenants) {
      const body = `${tenant} ${randomUUID()}`;
      await fetchOk(world, { tenant, node, path: "/notes", body }, 201);
      world.notes.set(tenant, body);
    }
  }),
);

Then(
  "every tenant's note is read through every active node, and through none by another tenant",
  holds(
    "Each tenant's /notes, as both clients read it over http and https, has its own text and no text that was written for another.",
  ),
  by(async (world) => {
    assert.ok(world.notes.size > 0, "no note was written");
    for (const node of await activeNodes(world))
      for (const [tenant, note, way] of await notesAndWays(world)) {
        const texts = await notesOf(world, { tenant, node, ...way });
        const where = `notes of ${tenant} through ${node}, ${way.client} over ${way.scheme}`;
        assert.ok(texts.includes(note), `${where} lack its own: ${texts.join(", ")}`);
        const others = [...world.notes].filter(([name]) => name !== tenant).map(([, text]) => text);
        assert.deepEqual(
          texts.filter((text) => others.includes(text)),
          [],
          `${where}, of others`,
        );
      }
  }),
);

Then(
  "within {int} second(s) every tenant's notes can be read through every active node",
  holds(
    "Asks for /notes until both clients are answered with 200 over http and https: engines learn the address of a database that has moved a moment after it runs.",
  ),
  by((world, limit: number) => eventually(world, limit, () => unreadNotes(world))),
);

When(
  "the data of the tenant {string} are reset",
  acts(
    "Runs the tenant's job reset once more and waits until it is done, as swarmspec reset does.",
  ),
  by(async (world, tenant: string) => {
    const { cluster } = await world.cluster();
    const swarm = await swarmOf(cluster);
    await runJob(`${tenant}_reset`, { swarm, clock, signal: session.signal });
  }),
);

Then(
  "the notes of the tenant {string} are these",
  holds(
    "The texts of its notes, read through the first node, are those of the table and no others.",
  ),
  by(async (world, tenant: string, wanted: DataTable) => {
    const { cluster } = await world.cluster();
    const texts = await notesOf(world, { tenant, node: cluster.nodes[0]?.name ?? "" });
    assert.deepEqual(texts, wanted.raw().flat(), `the notes of ${tenant}`);
  }),
);

const activeNodes = async (world: SwarmWorld): Promise<readonly string[]> => {
  const { nodes } = await world.observe();
  const active = nodes.filter((one) => one.availability === "active" && one.state === "ready");
  assert.ok(active.length > 0, "no node is active");
  return active.map(({ name }) => name);
};

const unreadNotes = async (world: SwarmWorld): Promise<readonly string[]> => {
  const { spec } = await world.cluster();
  const ways = await waysOf(world);
  const pages = (await activeNodes(world)).flatMap((node) =>
    spec.tenants.flatMap(({ name: tenant }) =>
      ways.map(async (way) => {
        const { status, body } = await fetchPage(world, { tenant, node, ...way, path: "/notes" });
        return status === 200 ? [] : [`notes of ${tenant} through ${node}: ${status} ${body}`];
      }),
    ),
  );
  return [...new Set((await Promise.all(pages)).flat())];
};

const notesAndWays = async (world: SwarmWorld) => {
  const ways = await waysOf(world);
  return [...world.notes].flatMap(([tenant, note]) =>
    ways.map((way) => [tenant, note, way] as const),
  );
};

const notesOf = async (world: SwarmWorld, errand: Omit<Errand, "path">): Promise<string[]> => {
  const { body } = await fetchOk(world, { ...errand, path: "/notes" });
  const said = read<{ readonly notes?: readonly { readonly text: string }[] } | null>(body);
  const where = `${errand.tenant} through ${errand.node}`;
  assert.ok(Array.isArray(said?.notes), `the notes of ${where} are no JSON with notes: ${body}`);
  return said.notes.map(({ text }) => text);
};
