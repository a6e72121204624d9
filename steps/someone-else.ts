import { type DataTable, When } from "@cucumber/cucumber";
import { label } from "../src/model/label.ts";
import { makeService, removeService, tamper, tamperWithNode } from "./behind-our-back.ts";
import { acts, by } from "./phrase.ts";

When(
  acts(
    "someone changes the service {string} behind our back",
    "Writes these fields of the service through the engine, as docker service update would.",
  ),
  by(async (world, name: string, fields: DataTable) => {
    await tamper(await world.manager(), name, fields.rowsHash());
  }),
);

When(
  acts(
    "someone sets the labels of {string} to {string} and its availability to {string}",
    "Writes the node through the engine, as docker node update would.",
  ),
  by(async (world, name: string, labels: string, availability: string) =>
    tamperWithNode(await world.manager(), name, { labels, availability }),
  ),
);

When(
  acts(
    "someone removes the service {string} behind our back",
    "Removes the service through the engine.",
  ),
  by(async (world, name: string) => removeService(await world.manager(), name)),
);

When(
  acts(
    "someone else makes a service {string} of the image {string}",
    "Makes a service without our label, as docker service create would.",
  ),
  by(async (world, name: string, image: string) =>
    makeService(await world.manager(), { name, image }),
  ),
);

When(
  acts(
    "a service {string} of the image {string} carries our label, but is not declared",
    "Makes a service as an earlier version of the feature would have left it.",
  ),
  by(async (world, name: string, image: string) => {
    const { cluster } = await world.cluster();
    const labels = { [label.cluster]: cluster.name };
    await makeService(await world.manager(), { name, image, labels });
  }),
);
