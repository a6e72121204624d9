import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FeatureTold } from "../run/told.ts";
import { featureId } from "./contents.ts";

const idOf = (uri: string): string => featureId({ uri } as FeatureTold);

test("features whose names differ in odd letters have anchors of their own", () => {
  const uris = [
    "ä b",
    "ö-b",
    "ä-b",
    "ä_b",
    "a/b",
    "a-b",
    "a_2Fb",
    "a%2Fb",
    "a\nb",
    "a\u202Eb",
    "\uFFFDb",
  ];
  const ids = uris.map(idOf);
  assert.equal(new Set(ids).size, uris.length, ids.join(" "));
});

test("any two features have different anchors, which need no quoting in a link", () => {
  const uri = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(uri, uri, (one, other) => {
      assert.match(idOf(one), /^[\w.!~*'()-]+$/);
      assert.equal(idOf(one) === idOf(other), one === other);
    }),
  );
});

test("a name that is no text of Unicode has an anchor too", () => {
  assert.equal(idOf("\uD800"), "feature-_EF_BF_BD");
});
