import assert from "node:assert/strict";
import { test } from "node:test";
import { TYPE, situation } from "../../../server/frontend/src/editor/situation.js";
import { tokens } from "../../../server/frontend/src/editor/tokens.js";

const KNOWN = { a: "http://a/" };
/** The situation where "¦" stands. */
const at = (text) => situation(text.replace("¦", ""), text.indexOf("¦"), KNOWN);

test("words are told apart", () => {
  const kinds = (text) => tokens(text).map(({ kind, text: word }) => `${kind} ${word}`);
  assert.deepEqual(kinds("?x a:b.c. <http://x#y> # c\n\"q\\\"\"@en-GB 1.5e3 'open"), [
    "variable ?x", "name a:b.c", "sign .", "iri <http://x#y>", "comment # c", 'string "q\\""', "language @en-GB", "number 1.5e3", "open 'open",
  ]);
  assert.deepEqual(kinds('"""a "b"\nc""" ?a < ?b && !?c'), [
    'string """a "b"\nc"""', "variable ?a", "sign <", "variable ?b", "sign &&", "sign !", "variable ?c",
  ]);
  assert.deepEqual(kinds("?国・地域 ex:हिन्दी a:b%41..c\\,d. \"x\"@en--ltr {|?x|} <<(1.e5 -.5)>> <<<a> ?a <<b>"), [
    "variable ?国・地域", "name ex:हिन्दी", "name a:b%41..c\\,d", "sign .", 'string "x"', "language @en--ltr", "sign {|", "variable ?x", "sign |}",
    "sign <<(", "number 1.e5", "sign -", "number .5", "sign )>>", "sign <<", "iri <a>", "variable ?a", "sign <", "iri <b>",
  ]);
  assert.deepEqual(kinds("東京 a:京都 日:本"), ["word 東京", "name a:京都", "name 日:本"]);
});

/** Where "¦" stands -> the place, its subject, its path. */
const PLACES = [
  ["¦", "start", "", []],
  ["PREFIX ¦", "prefix", "", []],
  ["SELECT ¦", "select", "", []],
  ["SELECT * { ¦", "subject", "", []],
  ["SELECT * { ?x ¦", "predicate", "?x", []],
  ["SELECT * { ?x a ¦", "object", "?x", [TYPE]],
  ["SELECT * { ?x a a:C ; ¦", "predicate", "?x", []],
  ["SELECT * { ?x a a:C ; a:p ¦ }", "object", "?x", ["http://a/p"]],
  ["SELECT * { ?x a:p ?y , ¦ }", "object", "?x", ["http://a/p"]],
  ["SELECT * { ?x a:p ?y . ¦ }", "subject", "?x", []],
  ["SELECT * { ?x a:p/¦ }", "predicate", "?x", ["http://a/p"]],
  ["SELECT * { ?x a:p/a:q ¦ }", "object", "?x", ["http://a/p", "http://a/q"]],
  ["SELECT * { ?x a:p|a:q ¦ }", "object", "?x", ["http://a/q"]],
  ["SELECT * { ?x a:p* ¦ }", "object", "?x", ["http://a/p"]],
  ["SELECT * { ?x a:p [ ¦ ] }", "predicate", "_:1", []],
  ["SELECT * { ?x a:p [ a:q ?y ] ; ¦ }", "predicate", "?x", []],
  ["SELECT * { [ a:q ?y ] ¦ }", "predicate", "_:1", []],
  ["SELECT * { FILTER(¦) }", "expression", "", []],
  ["SELECT * { FILTER(?x > 1) ¦ }", "subject", "", []],
  ["SELECT * { FILTER(STRLEN(?x) > 1) ¦ }", "subject", "", []],
  ["SELECT * { FILTER NOT EXISTS { ?x a:p ?y } ¦ }", "subject", "", []],
  ["SELECT * { FILTER(?z && EXISTS { ?x a:p ?y } && ¦) }", "expression", "", []],
  ["SELECT * { BIND(1 AS ?n) ?x ¦ }", "predicate", "?x", []],
  ["SELECT * { OPTIONAL { ?x a:p ?y } ¦ }", "subject", "", []],
  ["SELECT * { { ?x a:p ?y } UNION { ¦ } }", "subject", "?x", []],
  ["SELECT * { GRAPH ¦ }", "graph", "", []],
  ["SELECT * { GRAPH ?g { ?x ¦ } }", "predicate", "?x", []],
  ["SELECT * { VALUES ?x { ¦ } }", "value", "", []],
  ["SELECT * { VALUES ?x { a:b } ¦ }", "subject", "", []],
  ["SELECT * { ?x a:p ?y } ¦", "modifiers", "?x", []],
  ["SELECT * { ?x a:p ?y } ORDER BY ¦", "modifiers", "?x", []],
  ["SELECT * { ?x a:p \"¦\" }", "none", "?x", ["http://a/p"]],
  ["SELECT * # ¦", "none", "", []],
  ["SELECT * { ?x <http://¦> }", "none", "?x", []],
  ["SELECT * { ?x <http://a/na¦ ?y . ?z a a:C }", "none", "?x", []],
  ["SELECT * { ?x ?y <¦ }", "none", "?x", ["?y"]],
  ["PREFIX b: <http¦", "none", "", []],
  ["SELECT * { FILTER(?x = <http://a/¦) }", "none", "", []],
  ["SELECT * { FILTER(?x <¦) }", "expression", "", []],
  ["SELECT * { FILTER(?x <ye¦) }", "expression", "", []],
  ["SELECT * FROM <¦ { ?x ?y ?z }", "from", "", []],
  ["SELECT * { GRAPH <¦", "graph", "", []],
  ["SELECT * { GRAPH <http://a/¦b> {} }", "graph", "", []],
  ["SELECT * { ?x a:p ?y {| ¦ |} }", "predicate", "_:1", []],
  ["SELECT * { ?x a:p ?y {| a:q 1 |} ; ¦ }", "predicate", "?x", []],
  ["SELECT * { ?x a:p <<( ?y a:q ?z )>> ; ¦ }", "predicate", "?x", []],
];

for (const [text, place, subject, path] of PLACES) {
  test(`${place} in ${text}`, () => {
    const found = at(text);
    assert.equal(found.place, place);
    if (place === "predicate" || place === "object") assert.deepEqual([found.subject, found.path], [subject, path]);
  });
}

test("what is being written is told, and not counted among the variables", () => {
  const found = at("SELECT ?ab { ?x a:pa¦rty ?ab, ?c }");
  assert.deepEqual([found.word, found.from, found.to], ["a:pa", 16, 23]);
  assert.deepEqual(at("SELECT ?x { ?x a:p ?¦ }").variables, ["?x"]);
  assert.equal(at("SELECT ?x { ?x a:p ?¦ }").word, "?");
  assert.deepEqual(found.variables, ["?ab", "?x", "?c"]);
  const iri = at("SELECT * { GRAPH <enti¦ties> { ?x ?p ?o } }");
  assert.deepEqual([iri.word, iri.from, iri.to], ["<enti", 17, 27]);
  assert.deepEqual(at("SELECT * { ?x <http://a?b¦ ?o }").variables, ["?x", "?o"]);
});

test("statements are known from before and after the place", () => {
  const { statements, declared } = at("PREFIX b: <http://b/> SELECT * { ?x ¦ . ?y a b:D ; a:p ?x }");
  assert.deepEqual([...declared], [["b", "http://b/"]]);
  assert.deepEqual(statements.slice(-2), [
    { subject: "?y", path: [TYPE], object: "http://b/D" },
    { subject: "?y", path: ["http://a/p"], object: "?x" },
  ]);
});

test("nothing that somebody may write breaks it", () => {
  for (const text of ["}}}}", "]])))(", "SELECT {{{{[[[(((", "\u{1f600}\u0000'\"", "PREFIX PREFIX : : <", "a".repeat(10_000), "?x;;;,,,.", "constructor:toString __proto__:x"]) {
    for (let place = 0; place <= Math.min(text.length, 40); place += 1) situation(text, place, KNOWN);
  }
});
