import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, nanoCpusOf } from "./amount.ts";

test("memory is read in Docker's units", () => {
  const cases: [text: string, wanted: number | undefined][] = [
    ["64", 64],
    ["1k", 1024],
    ["512M", 512 * 1024 ** 2],
    ["10.5m", 11_010_048],
    ["1gb", 1024 ** 3],
    ["2 GiB", 2 * 1024 ** 3],
    ["3b", 3],
    ["", undefined],
    ["M", undefined],
    ["-1M", undefined],
    ["1x", undefined],
  ];
  for (const [text, wanted] of cases) assert.equal(bytesOf(text), wanted, text);
});

test("processors are decimals or fractions, of at most nine digits", () => {
  const cases: [text: string, wanted: number | undefined][] = [
    ["0.5", 5e8],
    ["0.1", 1e8],
    ["2", 2e9],
    ["1/4", 25e7],
    ["0.000000001", 1],
    ["1/3", undefined],
    ["0.0000000001", undefined],
    ["5e-1", 5e8],
    ["1E0", 1e9],
    ["0x1", 1e9],
    ["1_0", 1e10],
    ["010/2", 4e9],
    ["+.5", 5e8],
    ["", 0],
    [".", undefined],
    ["5e-11", undefined],
    ["1/0", undefined],
    ["half", undefined],
  ];
  for (const [text, wanted] of cases) assert.equal(nanoCpusOf(text), wanted, text);
});
