import { type DataTable, When } from "@cucumber/cucumber";
import { label } from "../src/model/label.ts";
import { makeService, removeService, tamper, tamperWithNode } from "./behind-our-back.ts";
import { acts, by } from "./phrase.ts";

When(
  "someone changes the service {string} behind our back",
  acts("Writes these fields of the service through the engine, as docker service update would."),
  by(async (world, name: string, fields: DataTable) => {
    await tamper(await world.manager(), name, fields.rowsHash());
  }),
);

When(
  "someone sets the labels of {string} to {string} and its availability to {string}",
  acts("Writes the node through the engine, as docker node update would."),
  by(async (world, name: string, labels: string, availability: string) =>
    tamperWithNode(await world.manager(), name, { labels, availability }),
  ),
);

When(
  "someone removes the service {string} behind our back",
  acts("Removes the service through the engine."),
  by(async (world, name: string) => removeService(await world.manager(), name)),
);

When(
  "someone else makes a service {string} of the image {string}",
  acts("Makes a service without our label, as docker service create would."),
  by(async (world, name: string, image: string) =>
    makeService(await world.manager(), { name, image }),
  ),
);

When(
  "a service {string} of the image {string} carries our label, but is not declared",
  acts("Makes a service as an earlier version of the feature would have left it."),
  by(async (world, name: string, image: string) => {
    const { cluster } = await world.cluster();
    const labels = { [label.cluster]: cluster.name };
    await makeService(await world.manager(), { name, image, labels });
  }),
);
