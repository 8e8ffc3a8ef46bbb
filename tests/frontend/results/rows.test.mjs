import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf } from "../../../server/frontend/src/results/columns.js";
import { folded, Rows } from "../../../server/frontend/src/results/rows.js";
import { XSD } from "../../../server/frontend/src/results/terms.js";

const text = (value) => ({ type: "literal", value });
const number = (value) => ({ type: "literal", value, datatype: `${XSD}decimal` });
const date = (value) => ({ type: "literal", value, datatype: `${XSD}date` });
const iri = (value) => ({ type: "uri", value });

const view = (more) => ({ text: "", picked: new Map(), sort: null, ...more });

function sorted(terms, down = false, language = "en") {
  const all = terms.map((x) => (x ? { x } : {}));
  const rows = new Rows(all, (name) => name, language);
  return rows.select(view({ sort: { name: "x", down } })).map((row) => row.x?.value);
}

test("each kind of value is sorted by its own order, and what is not there comes last both ways", () => {
  assert.deepEqual(sorted([number("10"), undefined, number("9.5"), number("-1")]), ["-1", "9.5", "10", undefined]);
  assert.deepEqual(sorted([number("10"), undefined, number("9.5")], true), ["10", "9.5", undefined]);
  assert.deepEqual(sorted([date("2024-01-02"), date("-0044-03-15"), date("2023-12-31")]), ["-0044-03-15", "2023-12-31", "2024-01-02"]);
  assert.deepEqual(sorted([text("Zürich"), text("ändern"), text("apple"), text("Zoo")]), ["ändern", "apple", "Zoo", "Zürich"]);
  assert.deepEqual(sorted([text("item 10"), text("item 9")]), ["item 9", "item 10"]);
  assert.deepEqual(sorted([text("b"), number("3"), iri("http://a")]), ["3", "b", "http://a"]);
});

test("equal rows keep the order in which they came", () => {
  const all = ["b", "a", "c"].map((name) => ({ x: number("1"), y: text(name) }));
  const rows = new Rows(all, String, "en");
  for (const down of [false, true]) {
    assert.deepEqual(rows.select(view({ sort: { name: "x", down } })).map(({ y }) => y.value), ["b", "a", "c"]);
  }
});

test("a filter finds names, IRIs and values, whatever the case and the accents", () => {
  const all = [{ x: iri("http://e/nvidia") }, { x: text("Société Générale") }, { x: number("25000000") }, {}];
  const rows = new Rows(all, (name) => (name.endsWith("nvidia") ? "NVIDIA Corporation" : name), "en");
  const found = (words) => rows.select(view({ text: words })).map((row) => all.indexOf(row));
  assert.deepEqual(found("corp"), [0]);
  assert.deepEqual(found("e/NVIDIA"), [0]);
  assert.deepEqual(found("societe gen"), [1]);
  assert.deepEqual(found("25000000"), [2]);
  assert.deepEqual(found("25,000"), [2]);
  assert.deepEqual(found("nothing"), []);
  assert.deepEqual(found("  "), [0, 1, 2, 3]);
});

test("voicing marks of Japanese make a difference, width does not", () => {
  assert.notEqual(folded("か"), folded("が"));
  assert.equal(folded("ＡＩ"), folded("ai"));
  assert.equal(folded("ﾊﾞ"), folded("バ"));
});

test("a picked value keeps the rows that have exactly it, or none", () => {
  const all = [{ x: text("a") }, { x: { ...text("a"), "xml:lang": "en" } }, {}];
  const rows = new Rows(all, String, "en");
  all.forEach((row, place) => {
    assert.deepEqual(rows.select(view({ picked: new Map([["x", keyOf(row.x)]]) })), [all[place]]);
  });
});
