import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { format } from "../../../server/frontend/src/editor/format.js";
import { tokens } from "../../../server/frontend/src/editor/tokens.js";

const FOLDER = new URL("../../../ontology/questions/", import.meta.url);
const words = (text) => tokens(text).map((token) => (token.kind === "word" ? token.text.toUpperCase() : token.text));

for (const name of readdirSync(FOLDER)) {
  const text = readFileSync(new URL(name, FOLDER), "utf8");
  test(`${name} is laid out already`, () => assert.equal(format(text), text));
  test(`${name} loses no word, however it is spaced`, () => {
    const squeezed = text.replace(/^([^#\n]*)\n(?=[^#\n])/gm, "$1 ");
    const tidied = format(squeezed);
    assert.deepEqual(words(tidied), words(text));
    assert.equal(format(tidied), tidied);
  });
}

const CASES = [
  ["select * where{?s ?p ?o.?s a ?c}limit 5", "SELECT *\nWHERE {\n  ?s ?p ?o .\n  ?s a ?c\n}\nLIMIT 5\n"],
  ["ask{?s a:p/a:q*|^a:r ?o}", "ASK {\n  ?s a:p/a:q*|^a:r ?o\n}\n"],
  ['select(count(*)as ?n){?s ?p "x"@en,"5"^^xsd:int}', 'SELECT (COUNT(*) AS ?n) {\n  ?s ?p "x"@en, "5"^^xsd:int\n}\n'],
  ["select * {filter(?a > 1)?s ?p ?o bind(exists{?s ?p 1}as ?b)filter isIRI(?s)?s a ?c}", "SELECT * {\n  FILTER(?a > 1)\n  ?s ?p ?o\n  BIND(EXISTS { ?s ?p 1 } AS ?b)\n  FILTER ISIRI(?s)\n  ?s a ?c\n}\n"],
  ["SELECT * { ?s ?p ?o # why\n}", "SELECT * {\n  ?s ?p ?o # why\n}\n"],
  ["SELECT * { ?s ?p", "SELECT * {\n  ?s ?p\n"],
  ["", "\n"],
];
for (const [text, laidOut] of CASES) test(`lays out ${JSON.stringify(text)}`, () => assert.equal(format(text), laidOut));
