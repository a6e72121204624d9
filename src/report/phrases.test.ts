import assert from "node:assert/strict";
import { test } from "node:test";
import { phrasesPage } from "./phrases.ts";

const network = {
  expression: "an overlay network {string}",
  example: 'an overlay network "tuleap"',
  means: "An overlay network of this name spans all nodes.",
};
const swarm = {
  expression: "a swarm {string} with these nodes",
  example: 'a swarm "tuleap" with these nodes\n  | node    | role    |\n  | node-01 | manager |\n',
  means: "The cluster has this name.",
};

const after = (page: string, mark: string): string => page.slice(page.indexOf(mark));

test("a group is a heading, a phrase its expression, its meaning and its example", () => {
  const page = phrasesPage([{ title: "Describing a cluster", phrases: [swarm, network] }]);
  assert.equal(
    after(page, "## Describing"),
    [
      "## Describing a cluster",
      "",
      "### `a swarm {string} with these nodes`",
      "The cluster has this name.",
      "",
      "```gherkin",
      'a swarm "tuleap" with these nodes',
      "  | node    | role    |",
      "  | node-01 | manager |",
      "```",
      "",
      "### `an overlay network {string}`",
      "An overlay network of this name spans all nodes.",
      "",
      "```gherkin",
      'an overlay network "tuleap"',
      "```",
      "",
    ].join("\n"),
  );
});

test("groups and phrases keep their order, and the same phrases give the same page", () => {
  const groups = [
    { title: "Z", phrases: [network] },
    { title: "A", phrases: [swarm] },
  ];
  const page = phrasesPage(groups);
  assert.deepEqual(page.match(/^## .*$/gm), ["## Z", "## A"]);
  assert.equal(phrasesPage(groups), page);
});

test("backticks in an expression or example do not end its code", () => {
  const odd = {
    expression: "the command `a`",
    example: "the command\n```\na\n```",
    means: "Runs.",
  };
  const page = phrasesPage([{ title: "Odd", phrases: [odd] }]);
  assert.match(page, /^### `` the command `a` ``$/m);
  assert.equal(page.match(/^````(gherkin)?$/gm)?.length, 2);
});
