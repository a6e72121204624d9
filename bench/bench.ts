import { parseArgs } from "node:util";
import { BadInput, SwarmspecError } from "../src/model/errors.ts";
import { isMet } from "./figure.ts";
import { measure } from "./measure.ts";
import { printed, write } from "./results.ts";
import { surroundings } from "./surroundings.ts";

// Measures swarmspec against the targets, and against the article's own commands. Exits with 1 if one is missed.
const roundsAsked = (): number => {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
  const rounds = Number(values.rounds);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new BadInput(`no number of rounds: ${values.rounds}`);
};

const around = surroundings();
try {
  const results = await measure(around, roundsAsked());
  console.log(printed(results));
  console.log(`\nEverything is in ${write(results)}.`);
  process.exitCode = results.figures.every((figure) => isMet(figure) ?? true) ? 0 : 1;
} catch (error) {
  const interrupted = around.signal.aborted;
  const expected = error instanceof SwarmspecError;
  console.error(expected ? (interrupted ? "interrupted" : error.message) : error);
  process.exitCode = interrupted ? 130 : 1;
}
