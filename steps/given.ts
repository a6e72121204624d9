import { DataTable } from "@cucumber/cucumber";
import { clusterPhrases } from "../src/spec/phrases.ts";
import { context } from "./phrase.ts";

for (const phrase of clusterPhrases) {
  const hasTable = phrase.example.includes("|");
  const parameters = phrase.expression.match(/\{\w+\}/g)?.length ?? 0;
  context(phrase.expression, parameters + (hasTable ? 1 : 0), (world, args) => {
    const table = args.find((arg) => arg instanceof DataTable);
    world.say(phrase, {
      args: args.filter((arg) => arg !== table),
      rows: table?.raw(),
      place: { file: world.feature },
    });
  });
}
