import assert from "node:assert/strict";
import { test } from "node:test";
import { redacted } from "./redacted.ts";

const cases: readonly (readonly [string, string])[] = [
  ["username=web,password=hush,vers=3", "username=web,password=(hidden),vers=3"],
  ['["web","--db-password=hush","-v"]', '["web","--db-password=(hidden)","-v"]'],
  ['["web","--token","hush"]', '["web","--token","(hidden)"]'],
  ["redis://:hush@cache:6379/0", "redis://:(hidden)@cache:6379/0"],
  ["mysql://web:hush@db/web", "mysql://web:(hidden)@db/web"],
  ["nothing to hide: 3 replicas", "nothing to hide: 3 replicas"],
  ["registry:5000/web:1@sha256:abc", "registry:5000/web:1@sha256:abc"],
];

for (const [value, shown] of cases)
  test(`"${value}" is shown as "${shown}"`, () => assert.equal(redacted(value), shown));
