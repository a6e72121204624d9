import { setDefinitionFunctionWrapper } from "@cucumber/cucumber";
import { attached } from "../src/model/attachment.ts";
import { SwarmspecError } from "../src/model/errors.ts";
import type { SwarmWorld } from "./world.ts";

type Code = (this: SwarmWorld, ...args: unknown[]) => unknown;

// Cucumber hands on an error's message alone, so its hint takes a way of its own into the report.
setDefinitionFunctionWrapper(
  (code: Code) =>
    async function (this: SwarmWorld, ...args: unknown[]) {
      try {
        return await code.apply(this, args);
      } catch (error) {
        // Hooks around the whole run have no world to attach to.
        if (error instanceof SwarmspecError && error.hint !== undefined)
          this?.attach?.(error.hint, attached.hint);
        throw error;
      }
    },
);
