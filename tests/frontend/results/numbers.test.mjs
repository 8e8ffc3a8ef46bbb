import assert from "node:assert/strict";
import { test } from "node:test";
import { compareNumbers, grouped } from "../../../server/frontend/src/results/numbers.js";

test("digits are grouped and none is lost", () => {
  const cases = {
    "25000000": "25,000,000",
    "-1234.50": "-1,234.50",
    "+100": "100",
    ".5": "0.5",
    "123456789012345678901234567890.123456789": "123,456,789,012,345,678,901,234,567,890.123456789",
    "1.5E3": "1.5E3",
    INF: "INF",
    "": "",
  };
  for (const [text, shown] of Object.entries(cases)) assert.equal(grouped(text), shown);
});

test("numbers are compared by all their digits", () => {
  const sorted = ["-INF", "-10", "-9.5", "0", "2", "10", "1e3", "12345678901234567890.1", "12345678901234567890.12", "INF", "NaN"];
  assert.deepEqual([...sorted].reverse().sort(compareNumbers), sorted);
  assert.equal(compareNumbers("1.0", "1"), 0);
});
