import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearestPhrase } from "./nearest-phrase.ts";
import { unknownPhrases } from "./unknown-phrases.ts";

const expressions = ["{int} clients ask {string}", "every answer is {int}", "a fox"];

const problemsIn = (text: string): string[] =>
  unknownPhrases([{ path: "f.feature", text }], expressions).map(({ message }) => message);

test("a feature of known phrases has no problems", () => {
  const text = `Feature: x
  Background:
    Given a fox
  Scenario: y
    When 2 clients ask "bearded"
    Then every answer is 200
`;
  assert.deepEqual(problemsIn(text), []);
});

test("every unknown step is told once, with its line: in Backgrounds, rules and scenarios", () => {
  const text = `Feature: x
  Background:
    Given a vixen
  Scenario: one
    Then every reply is 200
  Scenario: two
    Then every answer is 200
  Rule: r
    Background:
      Given a badger
    Scenario: three
      Then a fox
`;
  assert.deepEqual(problemsIn(text), [
    "f.feature:3: no such phrase: a vixen",
    "f.feature:5: no such phrase: every reply is 200",
    "f.feature:10: no such phrase: a badger",
  ]);
});

test("an outline is checked with its examples filled in", () => {
  const text = `Feature: x
  Scenario Outline: y
    Then every answer is <status>
    Examples:
      | status |
      | 200    |
      | none   |
`;
  assert.deepEqual(problemsIn(text), ["f.feature:3: no such phrase: every answer is none"]);
});

test("a Background is checked even where no scenario follows", () => {
  assert.deepEqual(problemsIn("Feature: x\n  Background:\n    Given a vixen\n"), [
    "f.feature:3: no such phrase: a vixen",
  ]);
});

test("the nearest phrase is found whatever the strings and numbers are", () => {
  fc.assert(
    fc.property(fc.nat(), fc.stringMatching(/^[a-z .-]*$/), (count, name) => {
      const found = nearestPhrase(`${count} client asks "${name}"`, expressions);
      assert.equal(found, "{int} clients ask {string}");
    }),
  );
});

test("a text like no phrase has no nearest one", () => {
  assert.equal(nearestPhrase("the quick brown dog jumps over the lazy cow", ["a fox"]), undefined);
});
