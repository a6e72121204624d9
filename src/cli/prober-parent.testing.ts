import type { Errand } from "./errand.ts";
import { startProber } from "./prober-process.ts";

// For tests: a process that starts a prober, says which, and waits to be killed.
process.once("message", async (errand) => {
  const { pid } = await startProber(errand as Errand);
  process.send?.(pid);
});
