#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Half of a short command's time would go into stripping types and compiling: only the first run pays it.
enableCompileCache();
const { runToExit } = await import("./process.ts");
await runToExit();
