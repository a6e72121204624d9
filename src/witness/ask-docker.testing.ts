import { parseArgs } from "node:util";
import { counted, type Witnessed, witnessed } from "./both-sides.testing.ts";
import { dockerCli, dockerVersion } from "./deployed-by-docker.testing.ts";
import { keep, keepVersion, ourFolder } from "./kept.testing.ts";
import { sentFor } from "./sent.testing.ts";
import { stacksIn } from "./stacks.testing.ts";

// Deploys every stack of some folders, ours unless told, by the docker CLI and by us, and tells what differs.
// With --keep what docker sends for ours is kept beside them.
const { values, positionals } = parseArgs({
  options: { keep: { type: "boolean", default: false } },
  allowPositionals: true,
});
if (values.keep && positionals.length > 0) throw new Error("only what is sent for ours is kept");

const all: Witnessed[] = [];
for (const folder of positionals.length > 0 ? positionals : [ourFolder]) {
  await using docker = await dockerCli(folder);
  for (const stack of stacksIn(folder)) {
    const sent = await sentFor(stack, docker.deploy);
    if (values.keep) keep(stack, sent);
    all.push(...(await witnessed(stack, folder, sent)));
  }
}
if (values.keep) keepVersion((await dockerVersion()) ?? "");

for (const { deploy, outcome, lines } of all)
  if (outcome !== "same") console.log([`${deploy}: ${outcome}`, ...lines.slice(0, 8)].join("\n  "));
console.log(counted(all).join("\n"));
