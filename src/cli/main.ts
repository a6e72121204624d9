#!/usr/bin/env -S node --max-semi-space-size=2
import { enableCompileCache } from "node:module";

// Half of a short command's time would go into stripping types and compiling: only the first run pays it.
enableCompileCache();
const { runToExit } = await import("./process.ts");
await runToExit();
