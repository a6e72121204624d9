import { greatest } from "../model/extremes.ts";

/** A phrase as its readers need it. */
interface ListedPhrase {
  /** A cucumber expression. */
  readonly expression: string;
  /** The step as a feature has it, with its table. */
  readonly example: string;
  /** One sentence. */
  readonly means: string;
}

interface PhraseGroup {
  readonly title: string;
  readonly phrases: readonly ListedPhrase[];
}

/** docs/phrases.md: every phrase with its meaning and an example, in the order in which they are given. */
export const phrasesPage = (groups: readonly PhraseGroup[]): string =>
  `${[heading, ...groups.flatMap(section)].join("\n\n")}\n`;

const heading = `# Phrases
Generated from the phrases themselves: change them in src/spec and steps, not here. \`{string}\` is a text in quotation marks, \`{int}\` a whole number.

A scenario has a Then of its own, or the tag \`@raises-only\` if it is enough that its steps come through: see [what is proof](proof.md).`;

const section = ({ title, phrases }: PhraseGroup): readonly string[] => [
  `## ${title}`,
  ...phrases.flatMap(({ expression, means, example }) => [
    `### ${codeSpan(expression)}\n${means}`,
    `${fence(example)}gherkin\n${example.trimEnd()}\n${fence(example)}`,
  ]),
];

/** A code span ends at as many backticks as it began with, so it takes one more than the text has in a row. */
const codeSpan = (text: string): string => {
  const ticks = "`".repeat(longestRun(text) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${space}${text}${space}${ticks}`;
};

const fence = (text: string): string => "`".repeat(Math.max(3, longestRun(text) + 1));

const longestRun = (text: string): number =>
  greatest([0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)]);
