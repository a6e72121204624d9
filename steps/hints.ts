import { setDefinitionFunctionWrapper } from "@cucumber/cucumber";
import { attached } from "../src/model/attachment.ts";
import { SwarmspecError } from "../src/model/errors.ts";
import type { SwarmWorld } from "./world.ts";

type Code = (this: SwarmWorld, ...args: unknown[]) => unknown;

// Cucumber hands on an error's message alone, so its hint takes a way of its own into the report. What a step returns
// is left as it is: one with a callback must not return a promise.
setDefinitionFunctionWrapper(
  (code: Code) =>
    function (this: SwarmWorld, ...args: unknown[]) {
      try {
        const result = code.apply(this, args);
        return isPromise(result) ? result.then(undefined, (error) => told(this, error)) : result;
      } catch (error) {
        return told(this, error);
      }
    },
);

const isPromise = (result: unknown): result is PromiseLike<unknown> =>
  typeof result === "object" &&
  result !== null &&
  "then" in result &&
  typeof result.then === "function";

const told = (world: SwarmWorld | undefined, error: unknown): never => {
  // Hooks around the whole run have no world to attach to.
  if (error instanceof SwarmspecError && error.hint !== undefined)
    world?.attach?.(error.hint, attached.hint);
  throw error;
};
