import assert from "node:assert/strict";
import { test } from "node:test";
import { options, searchable } from "../../../server/frontend/src/editor/completion.js";
import { situation } from "../../../server/frontend/src/editor/situation.js";
import { afterHeader } from "../../../server/frontend/src/editor/source.js";

const term = (iri, en, ja, count) => ({ iri, label: { en, ja }, about: { en: `About ${en}.` }, count });
/** Agreements have parties, which are organizations; people have a birth date. */
const INDEX = {
  prefixes: { a: "http://a/" },
  spaces: { organization: "http://id/organization/", person: "http://id/person/" },
  classes: [
    { ...term("http://a/Agreement", "agreement", "協定", 4), properties: [[0, 8, [1]], [1, 4, []]] },
    { ...term("http://a/Organization", "organization", "組織", 23), properties: [[1, 23, []]] },
    { ...term("http://a/Person", "person", "人物", 5), properties: [[2, 5, []], [1, 5, []]] },
  ],
  properties: [term("http://a/hasParty", "has party", "当事者", 8), term("http://a/label", "label", "名称", 32), term("http://a/birthDate", "birth date", "生年月日", 5), term("http://a/partyCount", "party count", "当事者数", 1)],
  things: [
    ["http://id/organization/nvidia", { en: "NVIDIA" }, [1]],
    ["http://id/organization/keio-university", { en: "Keio University", ja: "慶應義塾大学" }, [1]],
    ["http://id/person/mineta", { en: "Norman Mineta" }, [2]],
    ["http://elsewhere/x?y=1", { en: "Elsewhere" }, [1]],
  ],
  whole: true,
};
const found = (text, language = "en") => options(situation(text.replace("¦", ""), text.indexOf("¦"), INDEX.prefixes), INDEX, language);
const texts = (text, language) => found(text, language).map((each) => each.text);

test("properties of the class at hand come alone, by how often they are used", () => {
  assert.deepEqual(texts("SELECT * { ?x a a:Agreement ; ¦ }"), ["a", "a:hasParty", "a:label", "?x"]);
  const [, party] = found("SELECT * { ?x a a:Agreement ; ¦ }", "ja");
  assert.deepEqual([party.name, party.count, party.about], ["当事者", 8, "About has party."]);
});

test("other properties follow where something is written that fits them", () => {
  assert.deepEqual(texts("SELECT * { ?x a a:Agreement ; birth¦ }"), ["a:birthDate"]);
});

test("a class is known from where a variable is the value, too", () => {
  assert.deepEqual(texts("SELECT * { ?x a a:Agreement ; a:hasParty ?y . ?y ¦ }"), ["a", "a:label", "?x", "?y"]);
  assert.deepEqual(texts("SELECT * { ?x a a:Agreement ; a:hasParty/¦ }").slice(0, 2), ["a", "a:label"]);
  assert.deepEqual(texts("SELECT * { <http://id/person/mineta> ¦ }"), ["a", "a:label", "a:birthDate"].sort((x) => (x === "a" ? -1 : 0)));
});

test("classes come after a, the most used first", () => {
  assert.deepEqual(texts("SELECT * { ?x a ¦ }"), ["a:Organization", "a:Person", "a:Agreement"]);
});

test("values are things of the classes that the property leads to, after a new variable", () => {
  assert.deepEqual(texts("SELECT * { ?x a a:Agreement ; a:hasParty ¦ }"), [
    "?party", "organization:nvidia", "organization:keio-university", "<http://elsewhere/x?y=1>",
  ]);
});

test("names are found in both languages, without accents, width and case", () => {
  for (const word of ["keio", "University", "慶應", "ＫＥＩＯ"]) {
    assert.ok(texts(`SELECT * { ?x a:hasParty ${word}¦ }`).includes("organization:keio-university"), word);
  }
  assert.equal(texts("SELECT * { ?x 当事¦ }")[0], "a:hasParty");
});

test("the name that is meant comes before those that only begin alike", () => {
  assert.equal(texts("SELECT * { ?x party¦ }")[0], "a:hasParty");
  assert.equal(texts("SELECT * { ?x a:party¦ }")[0], "a:partyCount");
});

test("a prefix that the query lacks is told, one that it has in another sense is not used", () => {
  const [thing] = found("SELECT * { ?x a:hasParty nvidia¦ }");
  assert.deepEqual(thing.needs, { prefix: "organization", space: "http://id/organization/" });
  assert.equal(found("PREFIX o: <http://id/organization/> SELECT * { ?x a:hasParty nvidia¦ }")[0].text, "o:nvidia");
  assert.equal(found("PREFIX organization: <http://z/> SELECT * { ?x a:hasParty nvidia¦ }")[0].text, "<http://id/organization/nvidia>");
});

test("prefixes, variables, keywords and functions come where they may stand", () => {
  assert.deepEqual(texts("PREFIX org¦"), ["organization: <http://id/organization/>"]);
  assert.deepEqual(texts("SELECT ?¦ { ?x a:p ?y }"), ["?x", "?y"]);
  assert.deepEqual(texts("SELECT * { ?x a:p ?y FILTER(STRST¦) }"), ["STRSTARTS("]);
  assert.deepEqual(texts("SELECT * { ?x a:p ?y . OPT¦ }"), ["OPTIONAL"]);
  assert.deepEqual(texts("SELECT * { ?x a:p ?y } ord¦"), ["ORDER BY"]);
  assert.deepEqual(texts("SELECT * { ?x a:p 'ke¦' }"), []);
});

test("a prefix is declared below the comments that name the query", () => {
  assert.equal(afterHeader("# One\n# Two\n\nSELECT"), 13);
  assert.equal(afterHeader("SELECT"), 0);
});

test("what follows a prefix is looked for among its names only", () => {
  assert.deepEqual(texts("SELECT * { ?x a a:ization¦ }"), ["a:Organization"]);
  assert.deepEqual(texts("SELECT * { ?x a:label person:nvid¦ }"), []);
  assert.deepEqual(texts("SELECT * { ?x a:label organization:univ¦ }"), ["organization:keio-university"]);
});

test("a graph is found by the name of its source", () => {
  const index = { ...INDEX, spaces: { source: "http://d/id/source/" }, things: [["http://d/id/source/news-2024", { en: "The News" }, []]] };
  const graphs = (text) => options(situation(text.replace("¦", ""), text.indexOf("¦"), {}), index, "en").map((each) => each.text);
  assert.deepEqual(graphs("SELECT * { GRAPH news¦ }"), ["<http://d/graph/source/news-2024>"]);
  assert.deepEqual(graphs("SELECT * FROM entit¦"), ["<http://d/graph/entities>"]);
  assert.equal(graphs("SELECT * { GRAPH ¦ }")[0], "?g");
  assert.ok(graphs("SELECT ?x FROM ¦ { ?x ?p ?o }").every((text) => !text.startsWith("?")));
  assert.deepEqual(graphs("SELECT ?x FROM nam¦ { ?x ?p ?o }"), ["NAMED"]);
  for (const begun of ["<entit", "<http://d/graph/entit"]) assert.deepEqual(graphs(`SELECT * { GRAPH ${begun}¦ }`), ["<http://d/graph/entities>"]);
  assert.ok(graphs("SELECT * { GRAPH <¦ }").every((text) => text.startsWith("<")));
});

/** Where something is written -> how the IRIs begin that may be searched for; undefined: none. */
const SOUGHT = {
  "SELECT * { ?x a org¦ }": undefined,
  "SELECT * { ?x org¦ }": undefined,
  "SELECT * { ?x a:hasParty keio¦ }": ["http://id/organization/"],
  "SELECT * { ?x a:hasParty ?k¦ }": undefined,
  "SELECT * { ?x a:label person:min¦ }": ["http://id/person/"],
  "SELECT * { ?x a:label other:min¦ }": undefined,
  "SELECT * { ?x ?p keio¦ }": [],
  "SELECT * { VALUES ?x { keio¦ } }": [],
};
for (const [text, kinds] of Object.entries(SOUGHT)) {
  test(`searches in its place: ${text}`, () => {
    const here = situation(text.replace("¦", ""), text.indexOf("¦"), INDEX.prefixes);
    assert.deepEqual(searchable(here, { ...INDEX, whole: false }), kinds);
  });
}
