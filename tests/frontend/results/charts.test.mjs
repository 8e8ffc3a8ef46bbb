import assert from "node:assert/strict";
import { test } from "node:test";
import { numberMarks, short, timeMarks } from "../../../server/frontend/src/results/charts/axes.js";
import { byCurrency, items, known, teller } from "../../../server/frontend/src/results/charts/data.js";
import { offered } from "../../../server/frontend/src/results/charts/rules.js";
import { isCourse } from "../../../server/frontend/src/results/charts/line.js";
import { describe } from "../../../server/frontend/src/results/columns.js";
import { XSD } from "../../../server/frontend/src/results/terms.js";

const BASE = "https://w3id.org/accordgraph/";
const typed = (datatype) => (value) => ({ type: "literal", value: String(value), datatype: XSD + datatype });
const [number, date, year] = ["decimal", "date", "gYear"].map(typed);
const thing = (name) => ({ type: "uri", value: `${BASE}id/${name}` });
const text = (value) => ({ type: "literal", value });

/** Rows from lists of values, of the kinds that the columns name. */
function rows(columns, ...values) {
  const names = Object.keys(columns);
  return values.map((row) => Object.fromEntries(row.flatMap((value, place) => (value === null ? [] : [[names[place], columns[names[place]](value)]]))));
}

function kinds(columns, ...values) {
  const all = rows(columns, ...values);
  return offered(Object.keys(columns).map((name) => describe(name, all)), all, BASE).map(({ chart }) => chart.kind);
}

test("the columns decide which charts are offered, the best first", () => {
  assert.deepEqual(kinds({ kind: thing, count: number }, ["a", 1], ["b", 2]), ["bars"]);
  assert.deepEqual(kinds({ year: typed("integer"), count: number }, [2020, 1], [2021, 2], [2022, 4])[0], "line");
  assert.deepEqual(kinds({ thing, date }, ["a", "2024-01-01"], ["b", "2024-02-01"]), ["timeline"]);
  assert.deepEqual(kinds({ funder: thing, value: number, funded: thing }, ["a", 5, "x"], ["b", 6, "x"]), ["flow", "bars"]);
});

test("nothing is offered where it makes no sense", () => {
  assert.deepEqual(kinds({ kind: thing, count: number }, ["a", 1]), [], "one row");
  assert.deepEqual(kinds({ a: thing, b: thing }, ["a", "b"], ["c", "d"]), [], "nothing to measure");
  assert.deepEqual(kinds({ thing, paragraph: number }, ["a", 1], ["b", 2]), [], "numbers that are names");
  assert.deepEqual(kinds({ funder: thing, to: thing, value: number }, ["a", "b", 0], ["c", "d", -1]), ["bars"], "no flow without an amount");
});

test("the same amount for several things of a row is no flow of first choice", () => {
  assert.deepEqual(kinds({ programme: thing, sponsor: thing, size: number }, ["p", "a", 11], ["p", "b", 11])[0], "bars");
});

test("a total is not drawn beside its parts where widths add up", () => {
  const columns = { source: thing, target: thing, value: number };
  assert.ok(!kinds(columns, ["total/all", "x", 110], ["contribution/a", "x", 25]).includes("flow"));
  assert.ok(kinds(columns, ["total/all", "x", 110], ["total/other", "x", 25]).includes("flow"));
});

test("rows of several values at one time are bars rather than a line", () => {
  const many = [["a", 2020, 1], ["b", 2020, 2], ["c", 2021, 3]];
  assert.deepEqual(kinds({ thing, year, count: number }, ...many)[0], "bars");
});

test("amounts of different currencies never share an axis", () => {
  const all = rows({ name: text, value: number, currency: text }, ["a", 1, "USD"], ["b", 2, "JPY"], ["c", 3, "USD"], ["d", 4, null]);
  const columns = ["name", "value", "currency"].map((name) => describe(name, all));
  assert.deepEqual(byCurrency(columns, all).map((group) => [group.currency, group.rows.length]), [["USD", 2], ["JPY", 1], ["", 1]]);
  assert.equal(byCurrency(columns.slice(0, 2), all).length, 1);
  const things = rows({ currency: thing }, ["currency/usd"], ["currency/jpy"]);
  assert.equal(byCurrency([describe("currency", things)], things).length, 2);
  const countries = rows({ country: text }, ["USA"], ["JPN"]);
  assert.equal(describe("country", countries).currency, false);
});

test("a date is drawn as far as it is known", () => {
  assert.equal(known("2023-01-01", thing("concept/date-precision-year")), "2023");
  assert.equal(known("2023-04-01", text("month")), "2023-04");
  assert.equal(known("2023-04-01", undefined), "2023-04-01");
  const all = rows({ thing, date, value: number, precision: thing }, ["a", "2023-01-01", 5, "concept/date-precision-year"], ["b", "2023-04-01", 6, null]);
  const told = teller(["thing", "date", "value", "precision"].map((name) => describe(name, all)));
  const [item] = items("timeline", { label: "thing", start: "date", end: "" }, all, () => "a", told);
  assert.deepEqual([item.start, item.end, item.text], [Date.UTC(2023, 0), Date.UTC(2024, 0), "2023"]);
  assert.deepEqual(items("line", { moment: "date", value: "value", series: "" }, all, () => "a", told).map(({ moment }) => moment), ["2023", "2023-04-01"]);
  assert.deepEqual(all.map((row) => told.instead(row, "date")), ["2023", ""]);
});

test("an amount is drawn with what it is meant as, and a qualifier is no end of a flow", () => {
  const columns = { part: number, funder: thing, value: number, currency: text, qualifier: thing };
  const values = [[1, "a", 60, "USD", "concept/amount-qualifier-more-than"], [2, "b", 50, "USD", "concept/amount-qualifier-up-to"], [3, "c", 7, "USD", null]];
  const all = rows(columns, ...values);
  const say = (english, { amount }) => english.replace("{amount}", amount);
  const told = teller(Object.keys(columns).map((name) => describe(name, all)), say);
  const drawn = items("bars", { label: "funder", value: "value" }, all, (term) => term.value, told);
  assert.deepEqual(drawn.map((each) => each.text), ["more than 60", "up to 50", "7"]);
  assert.deepEqual(drawn.map((each) => each.rounded("5e1")), ["more than 5e1", "up to 5e1", "5e1"]);
  assert.deepEqual(all.map((row) => told.instead(row, "value")), ["more than 60", "up to 50", ""]);
  assert.deepEqual(all.map((row) => told.instead(row, "part")), ["", "", ""], "the number beside it is exact");
  assert.deepEqual(kinds(columns, ...values), ["bars"]);
});

test("rows are drawn as they are and never added up", () => {
  const all = rows({ name: text, value: number }, ["a", 1], ["a", 2]);
  const drawn = items("bars", { label: "name", value: "value" }, all, (term) => term.value);
  assert.deepEqual(drawn.map(({ value }) => value), [1, 2]);
});

test("several values at one time are no course", () => {
  const at = (...times) => times.map((time) => ({ time }));
  assert.deepEqual([at(), at(1), at(1, 2, 3), at(1, 2, 2), at(1, 1)].map(isCourse), [true, true, true, false, false]);
});

test("marks of an axis have the digits that tell them apart", () => {
  const labels = (...values) => numberMarks(values, 5).marks.map(short("en"));
  assert.deepEqual(labels(0.011, 0.058), ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]);
  assert.deepEqual(labels(0.0011, 0.0034), ["0", "0.0005", "0.001", "0.0015", "0.002", "0.0025", "0.003"]);
  assert.deepEqual(labels(-0.14, 0.33), ["-0.1", "0", "0.1", "0.2", "0.3"]);
  assert.deepEqual(labels(-0.05, -0.02), ["-0.05", "-0.04", "-0.03", "-0.02", "-0.01", "0"]);
  assert.deepEqual(labels(0, 0), ["0", "1"]);
  assert.deepEqual(labels(2500, 110), ["0", "500", "1K", "1.5K", "2K", "2.5K"]);
  for (const size of [1e-30, 1e-6, 0.25, 7, 1234, 9.9e15, 1e300]) {
    const all = labels(size, -size);
    assert.equal(new Set(all).size, all.length, String(all));
    assert.ok(all.every((each) => each.length <= 8), String(all));
  }
});

/** Moments -> the marks between them. */
const MOMENTS = [
  ["1990-01-01", "2020-01-01", ["1990", "2000", "2010", "2020"]],
  ["2024-04-10", "2024-04-12", ["2024-04-10", "2024-04-11", "2024-04-12"]],
  ["2024-04-10T09:00:00Z", "2024-04-10T17:00:00Z", ["10:00", "12:00", "14:00", "16:00"]],
  ["2024-04-10T22:30:00Z", "2024-04-11T02:00:00Z", ["23:00", "2024-04-11", "01:00", "02:00"]],
  ["2024-04-10T09:00:10Z", "2024-04-10T09:00:50Z", ["09:00:15", "09:00:30", "09:00:45"]],
  ["2024-04-10T09:00:00Z", "2024-04-10T09:00:00Z", ["09:00:00"]],
];
for (const [from, to, marks] of MOMENTS) {
  test(`marks ${marks[0]} and so on between ${from} and ${to}`, () => {
    assert.deepEqual(timeMarks([Date.parse(from), Date.parse(to)], 4).map(({ text }) => text), marks);
  });
}
