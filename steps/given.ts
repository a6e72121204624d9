import { DataTable, Given } from "@cucumber/cucumber";
import { clusterPhrases } from "../src/spec/phrases.ts";
import { withLength } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

for (const phrase of clusterPhrases) {
  const hasTable = phrase.example.includes("|");
  const parameters = phrase.expression.match(/\{\w+\}/g)?.length ?? 0;
  const say = function (this: SwarmWorld, ...args: unknown[]) {
    const table = args.find((arg) => arg instanceof DataTable);
    this.say(phrase, {
      args: args.filter((arg) => arg !== table),
      rows: table?.raw(),
      place: { file: this.feature },
    });
  };
  Given(phrase.expression, withLength(parameters + (hasTable ? 1 : 0), say));
}
