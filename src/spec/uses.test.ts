import assert from "node:assert/strict";
import { test } from "node:test";
import { usesOf } from "./uses.ts";

const text = `Feature: Uses
  Scenario: One
    When the node "node-02" is killed
      | why | test |
    Then it is gone
  Scenario: Two
    When the node "node-03" is killed
`;

test("the first use of a phrase is its example, with the table", () => {
  const uses = usesOf([{ path: "a.feature", text }], ["the node {string} is killed"]);
  assert.equal(
    uses.get("the node {string} is killed"),
    'the node "node-02" is killed\n  | why | test |',
  );
});

test("a phrase that no feature uses has no example", () => {
  assert.equal(usesOf([{ path: "a.feature", text }], ["nobody says this"]).size, 0);
});
