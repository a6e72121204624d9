import type { Place } from "../model/errors.ts";
import type { Context } from "./context.ts";
import { type Variables, variablesIn } from "./env-file.ts";
import { type Phrase, textAt } from "./phrase.ts";
import { findEnvFile } from "./stack-lookup.ts";

export const envFile: Phrase = {
  expression: "variables for the stack files from the env file {string}",
  example: `variables for the stack files from the env file "tuleap.env"`,
  means:
    "Lines NAME=value of this file are variables of all stack files, behind those of a tenant's own row and before those of the environment.",
  apply: (draft, said, context) => {
    const more = variablesFrom(textAt(said, 0), said.place, context);
    return { ...draft, variables: { ...draft.variables, ...more } };
  },
};

/** The variables of an env file from beside its feature, else from the working directory. */
export const variablesFrom = (
  file: string,
  place: Place | undefined,
  context: Context,
): Variables => {
  const { text, shown } = findEnvFile({ value: file, place }, context);
  return variablesIn(text, shown, {
    lookup: (name) => context.environment[name],
    entry: (_, value) => value,
  });
};
