import { exclusively } from "./lock.ts";
import { thisRun } from "./run-id.ts";

// Takes the lock that it is given, says so, and keeps it until its standard input ends; says when it is interrupted.
process.on("SIGINT", () => console.log("interrupted"));
const [lock = ""] = process.argv.slice(2);
await exclusively(lock, { run: thisRun(), tell: () => {} }, async () => {
  console.log("held");
  for await (const _ of process.stdin);
});
