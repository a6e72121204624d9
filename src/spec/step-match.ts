import { CucumberExpression, ParameterTypeRegistry } from "@cucumber/cucumber-expressions";

/** The arguments of a step's text where it is a case of the expression, else undefined. */
export type Matcher = (text: string) => readonly unknown[] | undefined;

/** A matcher for a cucumber expression; own parameter types come with a registry that knows them. */
export const matcher = (expression: string, types = new ParameterTypeRegistry()): Matcher => {
  const compiled = new CucumberExpression(expression, types);
  return (text) => compiled.match(text)?.map((argument) => argument.getValue(null));
};
