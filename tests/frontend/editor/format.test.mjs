import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { format } from "../../../server/frontend/src/editor/format.js";
import { tokens } from "../../../server/frontend/src/editor/tokens.js";

const FOLDER = new URL("../../../ontology/questions/", import.meta.url);
const words = (text) => tokens(text).map((token) => (token.kind === "word" ? token.text.toUpperCase() : token.text));
/** A text without white space, but that of strings and comments; keywords in capitals. */
const bare = (text) => words(text).join("");

for (const name of readdirSync(FOLDER)) {
  const text = readFileSync(new URL(name, FOLDER), "utf8");
  test(`${name} is laid out already`, () => assert.equal(format(text), text));
  test(`${name} loses no word, however it is spaced`, () => {
    const squeezed = text.replace(/^([^#\n]*)\n(?=[^#\n])/gm, "$1 ");
    const tidied = format(squeezed);
    assert.deepEqual(words(tidied), words(text));
    assert.equal(bare(tidied), bare(text));
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
  // What is glued means something else where it stands apart.
  ["SELECT * { VALUES ?x {-1 -25} VALUES ?y { +1.5 -1.e5 } ?x ?p -1,-2 }", "SELECT * {\n  VALUES ?x { -1 -25 }\n  VALUES ?y { +1.5 -1.e5 }\n  ?x ?p -1, -2\n}\n"],
  ["SELECT (?a-1 AS ?b) (?a*-(?c+2) AS ?d) {}", "SELECT (?a-1 AS ?b) (?a*-(?c+2) AS ?d) {\n}\n"],
  ["ASK { ?s ^a:b.c*/!(a|^a:d)+ ?o FILTER(?a <?b && ?c> -1&&!(?a IN(-1))) }", "ASK {\n  ?s ^a:b.c*/!(a|^a:d)+ ?o\n  FILTER(?a < ?b && ?c> -1&&!(?a IN (-1)))\n}\n"],
  // Letters are those of SPARQL, which are not all letters of Unicode.
  ["SELECT ?国・地域 ?金額（円） ?ชื่อ ?a·b ?a‿b ?𝒳{?s ex:हिन्दी ex:東京（都）}", "SELECT ?国・地域 ?金額（円） ?ชื่อ ?a·b ?a‿b ?𝒳 {\n  ?s ex:हिन्दी ex:東京（都）\n}\n"],
  ['ASK { ?s ?p "x"@en--ltr,<<( ?s ?p ?o )>> {| ?a ?b |} }', 'ASK {\n  ?s ?p "x"@en--ltr, <<( ?s ?p ?o )>> {| ?a ?b |}\n}\n'],
  // What is no query yet is laid out as far as it goes.
  ["ASK { FILTER(?x > 1 } }}", "ASK {\n  FILTER(?x > 1\n  }\n}\n}\n"],
];
for (const [text, laidOut] of CASES) {
  test(`lays out ${JSON.stringify(text)}`, () => {
    assert.equal(format(text), laidOut);
    assert.equal(format(laidOut), laidOut);
    assert.equal(bare(laidOut), bare(text));
  });
}
