import assert from "node:assert/strict";
import { test } from "node:test";
import { address, fileName } from "../../../server/frontend/src/results/downloads.js";
import { excel } from "../../../server/frontend/src/results/excel.js";
import { wantedBy } from "../../../server/frontend/src/results/wanted.js";
import { XSD } from "../../../server/frontend/src/results/terms.js";

test("Excel gets its mark, CR LF, quotes, and no formula", () => {
  const text = (value) => ({ type: "literal", value });
  const number = (value) => ({ type: "literal", value, datatype: `${XSD}integer` });
  const rows = [
    { a: text('say "hi", 日本\nline'), b: number("-5") },
    { a: text("=1+1"), b: text("-5") },
    { a: text("@SUM(A1)"), b: { type: "uri", value: "http://e/a,b" } },
    { a: text("\tx") },
  ];
  const lines = ['"say ""hi"", 日本\nline",-5', "'=1+1,'-5", '\'@SUM(A1),"http://e/a,b"', "'\tx,"];
  assert.equal(excel(["a", "b"], rows), `\ufeffa,b\r\n${lines.map((line) => `${line}\r\n`).join("")}`);
});

test("a file is named by the question that its query begins with", () => {
  const cases = {
    "# Which funders give?\nSELECT": "which-funders-give",
    "#defaultView:BarChart\n# Who gives?\nSELECT": "who-gives",
    "SELECT * {}": "answer",
    "# ../../etc/passwd": "etc-passwd",
    "# 金額は": "answer",
    "# Société": "societe",
  };

  for (const [query, name] of Object.entries(cases)) assert.equal(fileName(query), name);
  assert.ok(fileName(`# ${"word ".repeat(50)}`).length <= 60);
});

test("an address holds the query as it is, and none is longer than servers take", () => {
  const query = `SELECT "a+b&c" # 日本 %20`;
  const graphs = [["default-graph-uri", "http://e/1"], ["default-graph-uri", "http://e/2?a&b"], ["named-graph-uri", "http://e/3"]];
  const { searchParams } = new URL(address("http://localhost/sparql", { query, graphs }, "csv"));
  assert.deepEqual([...searchParams], [["format", "csv"], ["query", query], ...graphs]);
  assert.equal(address("http://localhost/sparql", { query: "x".repeat(9000) }, "csv"), null);
});

test("a comment chooses the view, as in Wikidata's query service", () => {
  assert.deepEqual(wantedBy("#defaultView:LineChart\nSELECT * {}"), { view: "chart", chart: "line" });
  assert.deepEqual(wantedBy("# Who?\n  # DefaultView: graph\nSELECT * {}"), { view: "network" });
  for (const query of ["", "SELECT * {}", "#defaultView:Map", "#defaultView:constructor", "SELECT * {} # x #defaultView:Table"]) {
    assert.deepEqual(wantedBy(query), {});
  }
});
