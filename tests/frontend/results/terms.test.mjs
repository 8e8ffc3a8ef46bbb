import assert from "node:assert/strict";
import { test } from "node:test";
import { hrefOf, kindOf, literalText, noteOf, shortIri, timeOf, written, XSD } from "../../../server/frontend/src/results/terms.js";

const SITE = { base: "https://w3id.org/accordgraph/", root: "http://localhost/sub/" };
const typed = (value, datatype) => ({ type: "literal", value, datatype: XSD + datatype });

test("a term is of the kind that its datatype and its text say", () => {
  const cases = [
    [undefined, "none"],
    [{ type: "uri", value: "http://e/" }, "iri"],
    [{ type: "bnode", value: "b" }, "blank"],
    [{ type: "literal", value: "5" }, "text"],
    [typed("5", "integer"), "number"],
    [typed("five", "integer"), "text"],
    [typed("INF", "double"), "number"],
    [typed("2024-04-10", "date"), "date"],
    [typed("yesterday", "date"), "text"],
    [typed("2024", "gYear"), "year"],
    [typed("true", "boolean"), "boolean"],
    [{ type: "triple", value: {} }, "other"],
  ];
  for (const [term, kind] of cases) assert.equal(kindOf(term), kind);
});

test("only http and https are links, and the dataset's own things lead to their pages here", () => {
  const cases = {
    "https://w3id.org/accordgraph/id/organization/nvidia": "http://localhost/sub/doc/organization/nvidia",
    "https://w3id.org/accordgraph/ontology#Amount": "http://localhost/sub/ontology#Amount",
    "https://w3id.org/accordgraph///evil.example/x": "http://localhost/sub///evil.example/x",
    "https://w3id.org/accordgraph/a?b": "http://localhost/sub/a%3Fb",
    "https://example.org/x": "https://example.org/x",
    "HTTP://example.org/x": "HTTP://example.org/x",
    "javascript:alert(1)": "",
    "data:text/html,<script>": "",
    "urn:isbn:1": "",
    " https://example.org/": "",
  };
  for (const [iri, href] of Object.entries(cases)) assert.equal(hrefOf(iri, SITE), href);
});

test("IRIs without a label are short where that is clear", () => {
  const site = { ...SITE, prefixes: { rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", id: `${SITE.base}id/` } };
  const cases = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": "rdf:type",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#a/b": "http://www.w3.org/1999/02/22-rdf-syntax-ns#a/b",
    "https://w3id.org/accordgraph/id/place/japan": "place/japan",
    "https://w3id.org/accordgraph///evil.example": "https://w3id.org/accordgraph///evil.example",
    "https://w3id.org/accordgraph/": "https://w3id.org/accordgraph/",
    "http://example.org/a": "http://example.org/a",
  };
  for (const [iri, text] of Object.entries(cases)) assert.equal(shortIri(iri, site), text);
});

test("dates, months and years are moments", () => {
  assert.equal(timeOf("2024-04-10"), Date.UTC(2024, 3, 10));
  assert.equal(timeOf("2024-04"), Date.UTC(2024, 3, 1));
  assert.equal(timeOf("2024"), Date.UTC(2024, 0, 1));
  assert.equal(timeOf("2024-04-10T12:00:00+09:00"), Date.UTC(2024, 3, 10, 3));
  assert.ok(timeOf("-0044-03-15") < timeOf("0001"));
  assert.ok(Number.isNaN(timeOf("10 April")));
});

test("texts for readers, with a quiet note where looks do not tell the kind", () => {
  assert.equal(literalText(typed("25000000", "integer")), "25,000,000");
  assert.equal(literalText(typed("2024", "integer"), true), "2024");
  assert.equal(literalText(typed("2024-04-10T12:00:00Z", "dateTime")), "2024-04-10 12:00:00 UTC");
  assert.equal(noteOf({ type: "literal", value: "a", "xml:lang": "ja" }), "ja");
  assert.equal(noteOf(typed("5", "integer")), "");
  assert.equal(noteOf(typed("five", "integer")), "integer");
  assert.equal(noteOf({ type: "literal", value: "x", datatype: "http://e/ns#own" }), "own");
  assert.equal(written({ type: "literal", value: 'a"\n', "xml:lang": "en" }), '"a\\"\\n"@en');
  const directed = { type: "literal", value: "a", "xml:lang": "ar", "its:dir": "rtl" };
  assert.deepEqual([noteOf(directed), written(directed)], ["ar--rtl", '"a"@ar--rtl']);
});
