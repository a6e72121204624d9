#!/usr/bin/env -S node --max-semi-space-size=2
import { useCompileCache } from "./compile-cache.ts";

// Half of a short command's time would go into stripping types and compiling: only the first run pays it.
useCompileCache(process.env);
const { runToExit } = await import("./process.ts");
await runToExit();
