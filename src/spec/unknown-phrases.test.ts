import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearestPhrase } from "./nearest-phrase.ts";
import { noSuchPhrase } from "./unknown-phrases.ts";

const expressions = ["{int} clients ask {string}", "every answer is {int}", "a fox"];

test("an unknown step is told with its place and the nearest phrase, or where there are phrases", () => {
  const place = { file: "f.feature", line: 3, column: 5 };
  const near = noSuchPhrase("2 clients ask for 'bearded'", expressions, place);
  assert.equal(near.message, "f.feature:3:5: no such phrase: 2 clients ask for 'bearded'");
  assert.equal(near.hint, "did you mean: {int} clients ask {string}");
  assert.match(noSuchPhrase("a badger sleeps", expressions, place).hint ?? "", /docs\/phrases\.md/);
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
