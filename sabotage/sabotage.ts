import { join } from "node:path";
import { Writable } from "node:stream";
import { loadConfiguration, loadSupport, runCucumber } from "@cucumber/cucumber/api";
import { guarded, print } from "../src/cli/around.ts";
import { projectFolder, putFile } from "../src/cli/report-folder.ts";
import { endRun } from "../src/cli/run-end.ts";
import { linesOf, oneLine } from "../src/model/line.ts";
import { tableOf } from "../src/report/table.ts";
import { matcher } from "../src/spec/step-match.ts";
import { type Outcome, outcomes } from "./caught.ts";

// Every check can fail: breaks a real cluster once for each promise, and demands that the run goes red and says
// why. Arguments are feature files, all of this folder if there are none. Ends with 1 if something is not caught, or,
// of all, if a Then phrase has no sabotage.
const root = join(import.meta.dirname, "..");
const paths = process.argv.slice(2);
const environment = {
  cwd: root,
  stdout: new Writable({ write: (_chunk, _encoding, done) => done() }),
};

const { runConfiguration } = await loadConfiguration(
  {
    provided: {
      paths: paths.length > 0 ? paths : ["sabotage/*.feature"],
      import: ["steps/**/*.ts", "sabotage/steps/**/*.ts"],
      worldParameters: { report: join(root, "report", "sabotage"), endsLater: true },
    },
  },
  environment,
);
const support = await loadSupport(runConfiguration, environment);

const seen: Outcome[] = [];
const inWords = ({ sabotage, caught, said }: Outcome): string =>
  caught
    ? `caught      ${sabotage}`
    : `NOT CAUGHT  ${sabotage}\n${said.replace(/^/gm, "            ")}`;
/** How often a sabotage is tried, if what is seen of it cannot be judged. */
const mostTimes = 3;
const tell = (outcome: Outcome): void => {
  const earlier = seen.findIndex(({ sabotage }) => sabotage === outcome.sabotage);
  if (earlier === -1) seen.push(outcome);
  else seen[earlier] = outcome;
  print(guarded(process.stderr), ...linesOf(inWords(outcome)));
};
await runCucumber({ ...runConfiguration, support }, environment, outcomes(tell));
for (let times = 1; times < mostTimes; times++) {
  const again = seen.flatMap((one) => one.again ?? []);
  if (again.length === 0) break;
  const sources = { ...runConfiguration.sources, paths: again };
  await runCucumber({ ...runConfiguration, sources, support }, environment, outcomes(tell));
}
await endRun();

const { toldIn } = await import("../steps/phrase.ts");
const unproven = toldIn(support)
  .filter(({ keyword }) => keyword === "Then")
  .filter(({ expression }) => seen.every(({ phrase }) => matcher(expression)(phrase) === undefined))
  .map(({ expression }) => expression);

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;
const table = tableOf(
  ["sabotage", "phrase", "caught", "what was said"],
  seen.map(({ sabotage, phrase, caught, said }) => [
    sabotage,
    cut(phrase, 60),
    caught ? "yes" : "NO",
    cut(said.split("\n")[0] ?? "", 120),
  ]),
);
const caught = seen.filter((one) => one.caught).length;
// Told again below the table: of a CI's log the end may be all that is shown.
const missed = seen.filter((one) => !one.caught).map((one) => `${inWords(one)}\n\n`);
const summary = `${missed.join("")}${caught} of ${seen.length} sabotages caught`;
const [out, empty] = [guarded(process.stdout), oneLine("")];
print(out, ...table, empty, ...linesOf(summary));
if (paths.length === 0 && unproven.length > 0)
  print(
    out,
    oneLine("phrases that no sabotage has proven:"),
    ...unproven.map((one) => oneLine(`  ${one}`)),
  );

putFile(join(projectFolder(root, "report"), "sabotage.txt"), `${table.join("\n")}\n\n${summary}\n`);
const isProven = seen.length > 0 && caught === seen.length;
// At once: a connection to a node that was lost would be tried for two minutes more.
process.exit(isProven && (paths.length > 0 || unproven.length === 0) ? 0 : 1);
