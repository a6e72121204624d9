import assert from "node:assert/strict";
import { type DataTable, Then } from "@cucumber/cucumber";
import type { Snapshot } from "../src/model/snapshot.ts";
import { changesOf } from "../src/plan/diff.ts";
import { by, holds } from "./phrase.ts";

Then(
  "the plan is empty",
  holds("Reads the swarm and compares: nothing is left to do."),
  by(async (world) => {
    const left = changesOf(await world.plan()).map(inWords);
    assert.deepEqual(left, [], `left to do: ${left.join(", ")}`);
  }),
);

Then(
  "the plan is only to {word} the service {string}",
  holds("Reads the swarm and compares: this change and no other."),
  by(async (world, verb: string, name: string) => {
    const planned = changesOf(await world.plan()).map(inWords);
    assert.deepEqual(planned, [`${verb} service ${name}`], "what is planned");
  }),
);

Then(
  "the plan is exactly",
  holds(
    "The planned changes in any order, as action, kind and name; # stands for the hash of a content. Configs and secrets that only a rollback could have needed until now may go besides.",
  ),
  by(async (world, wanted: DataTable) => {
    const onlyForRollback = rollbackFiles(await world.observeStanding());
    const planned = changesOf(await world.plan())
      .filter(({ action, name }) => action !== "remove" || !onlyForRollback.has(name))
      .map(inWords);
    const known = planned.map((words) => words.replace(/_[0-9a-f]{10}$/, "_#"));
    const rows = wanted.raw().map((cells) => cells.join(" "));
    assert.deepEqual(known.toSorted(), rows.toSorted(), "what is planned");
  }),
);

Then(
  "the plan says of the service {string}: {string}",
  holds("The reason of the planned change contains this text."),
  by(async (world, name: string, words: string) => {
    const change = changesOf(await world.plan()).find((one) => one.name === name);
    assert.ok(change, `the plan has nothing for ${name}`);
    assert.ok(change.reason.includes(words), `the reason for ${name} is: ${change.reason}`);
  }),
);

Then(
  "the plan names the fields",
  holds("The planned changes name these fields, no more and no fewer."),
  by(async (world, fields: DataTable) => {
    const named = changesOf(await world.plan()).flatMap((change) => change.fields);
    const names = [...new Set(named.map(({ field }) => field.split(".")[0]))];
    assert.deepEqual(names.toSorted(), fields.raw().flat().toSorted(), "the fields that differ");
  }),
);

const inWords = ({ action: verb, kind, name }: { action: string; kind: string; name: string }) =>
  `${verb} ${kind} ${name}`;

/** What an earlier scenario changed, and changed back, is kept until the service is written again. */
const rollbackFiles = ({ services }: Snapshot): ReadonlySet<string> => {
  const used = services.flatMap(({ spec }) => [...spec.configs, ...spec.secrets]);
  const names = new Set(used.map(({ name }) => name));
  return new Set(
    services.flatMap(({ previousFiles }) => previousFiles.filter((name) => !names.has(name))),
  );
};
