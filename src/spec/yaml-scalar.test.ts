import assert from "node:assert/strict";
import { test } from "node:test";
import { fractionText, OddScalar, plainScalar, taggedScalar } from "./yaml-scalar.ts";

const shown = (text: string): string => {
  const value = plainScalar(text);
  if (value instanceof OddScalar) return value.text;
  return typeof value === "number" && value % 1 !== 0 ? fractionText(value) : String(value);
};

// What `docker stack config` of docker 28.2.2 makes of each as the value of a variable.
const numbers: Readonly<Record<string, string>> = {
  "0": "0",
  "-0": "0",
  "-0.0": "-0",
  "+1": "1",
  "1.": "1",
  ".5": "0.5",
  ".5_0": "0.5",
  "._5": "._5",
  "1e6": "1e+06",
  "1E+6": "1e+06",
  "1000000.0": "1e+06",
  "100000.0": "100000",
  "123456.7": "123456.7",
  "1234567.8": "1.2345678e+06",
  "12345678901.0": "1.2345678901e+10",
  "0.00001": "1e-05",
  "1e400": "1e400",
  "1e-400": "0",
  "1_000": "1000",
  "1__0": "10",
  "1_": "1",
  _1: "_1",
  "-_1": "-1",
  "0x1F": "31",
  "0X1f": "31",
  "0x": "0x",
  "0b101": "5",
  "-0b11": "-3",
  "0b2": "0b2",
  "0o17": "15",
  "0o8": "0o8",
  "017": "15",
  "089": "89",
  "08.5": "8.5",
  "1:30": "1:30",
  "1.2.3": "1.2.3",
  "1234567890123456789": "1234567890123456789",
  "18446744073709551615": "18446744073709551615",
  "18446744073709551616": "1.8446744073709552e+19",
  "-9223372036854775808": "-9223372036854775808",
  "-9223372036854775809": "-9.223372036854776e+18",
};

test("numbers are read in every form of Go's, and printed as Go prints them", () => {
  for (const [text, wanted] of Object.entries(numbers)) assert.equal(shown(text), wanted, text);
});

test("what looks like a date is one", () => {
  const cases: Readonly<Record<string, string>> = {
    "2024-05-01": "2024-05-01 00:00:00 +0000 UTC",
    "2024-5-1": "2024-05-01 00:00:00 +0000 UTC",
    "2024-02-29": "2024-02-29 00:00:00 +0000 UTC",
    "2023-02-29": "2023-02-29",
    "2024-13-01": "2024-13-01",
    "2024-05-01T10:00:00Z": "2024-05-01 10:00:00 +0000 UTC",
    "2024-05-01t10:00:00.500Z": "2024-05-01 10:00:00.5 +0000 UTC",
    "2024-05-01T10:00:00+02:00": "2024-05-01 10:00:00 +0200 +0200",
    "2024-05-01T10:00:00": "2024-05-01T10:00:00",
    "2024-05-01 10:00:00": "2024-05-01 10:00:00 +0000 UTC",
    "2024-05-01  1:2:3.5": "2024-05-01 01:02:03.5 +0000 UTC",
    "2024-05-01 10:00:00Z": "2024-05-01 10:00:00Z",
    "2024-05-01 24:00:00": "2024-05-01 24:00:00",
  };
  for (const [text, wanted] of Object.entries(cases)) assert.equal(shown(text), wanted, text);
});

test("only some words are true, false or nothing, and no number is infinite", () => {
  for (const text of ["yes", "no", "on", "off", "y", "tRue", "nUll", "NaN", "Inf"])
    assert.equal(plainScalar(text), text);
  for (const text of ["true", "True", "TRUE"]) assert.equal(plainScalar(text), true);
  for (const text of ["", "~", "null", "Null", "NULL"]) assert.equal(plainScalar(text), null);
  for (const text of [".nan", ".Inf", "-.inf", "+.INF"]) assert.equal(plainScalar(text), undefined);
});

test("a tag of YAML's own says what a value is, or that it is none", () => {
  assert.equal(taggedScalar("int", "12"), 12);
  assert.equal(taggedScalar("int", "1.5"), undefined);
  assert.deepEqual(taggedScalar("float", "1000000"), new OddScalar("1e+06", 1_000_000));
  assert.equal(taggedScalar("bool", "true"), true);
  assert.equal(taggedScalar("bool", "yes"), undefined);
  assert.equal(taggedScalar("binary", "aGk="), "hi");
  assert.equal(taggedScalar("timestamp", "soon"), undefined);
});
