import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST, network } from "../../../server/frontend/src/results/graph/network.js";
import { parse } from "../../../server/frontend/src/results/graph/turtle.js";
import { tagOf } from "../../../server/frontend/src/results/terms.js";

const short = ({ type, value, datatype, ...tagged }) => {
  if (type === "uri") return value.replace("http://e/", "");
  if (type === "bnode") return `_:${value}`;
  return `${JSON.stringify(value)}${tagged["xml:lang"] ? `@${tagOf(tagged)}` : datatype ? `^^${datatype.replace(/.*#/, "")}` : ""}`;
};
const read = (text) => parse(`PREFIX : <http://e/>\n${text}`).map((each) => Object.values(each).map(short).join(" "));

test("Turtle and N-Triples are read", () => {
  const cases = {
    "<http://e/s> <http://e/p> <http://e/o> .": ["s p o"],
    ":s :p :o , :q ; :r 1 , 1.5 , -2e3 , true ; .": ["s p o", "s p q", 's r "1"^^integer', 's r "1.5"^^decimal', 's r "-2e3"^^double', 's r "true"^^boolean'],
    ":s a :T .": ["s http://www.w3.org/1999/02/22-rdf-syntax-ns#type T"],
    ':s :p "a\\"b\\n\\u65E5"@ja-JP , """x "y"\n""" , \'z\'^^:t .': ['s p "a\\"b\\n日"@ja-JP', 's p "x \\"y\\"\\n"', 's p "z"^^http://e/t'],
    "_:b.1 :p _:b.1 . # _:c :p :o .": ["_:b.1 p _:b.1"],
    ":a\\,b :p :c%20d . :x.y :p :日本 .": ["a,b p c%20d", "x.y p 日本"],
    "[] :p [ :q :o ] .": ["_:anonymous-2 q o", "_:anonymous-1 p _:anonymous-2"],
    "[ :p :o ] .": ["_:anonymous-1 p o"],
    ":s :p () .": ["s p http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"],
    "@base <http://e/x/> . <y> :p <> .": ["x/y p x/"],
    "@prefix q: <http://e/q-> . q:1 q:a-b q: .": ["q-1 q-a-b q-"],
    ':s :p "a"@ar--rtl , "b"@en-GB--ltr .': ['s p "a"@ar--rtl', 's p "b"@en-GB--ltr'],
    ':s :p "<script>alert(1)</script>" .': ['s p "<script>alert(1)</script>"'],
    "": [],
  };
  for (const [text, statements] of Object.entries(cases)) assert.deepEqual(read(text), statements, text);
});

test("what is no Turtle is named with its line", () => {
  for (const text of [":s :p", ":s :p :o", "unknown:s :p :o .", ':s :p "open .', ":s ( :p ."]) {
    assert.throws(() => read(`\n${text}`), SyntaxError, text);
  }
  assert.throws(() => read("\n:s :p ; ~ ."), /line 3/);
});

test("a network joins things, leaves kinds and texts to the list, and is bounded", () => {
  const graph = network(parse('@prefix : <http://e/> . :a a :T ; :p :b , "text" ; :q :b , :a .'));
  assert.deepEqual(graph.nodes.map(({ term }) => term.value), ["http://e/a", "http://e/b"]);
  assert.deepEqual(graph.links.map(({ properties }) => properties), [["http://e/p", "http://e/q"]]);
  assert.equal(network(parse("@prefix : <http://e/> . :a a :T .")).links.length, 1, "kinds, where there is nothing else");
  const many = Array.from({ length: 500 }, (_, place) => `:hub :p :n${place} .`).join("\n");
  const large = network(parse(`@prefix : <http://e/> .\n${many}`));
  assert.equal(large.nodes.length, MOST);
  assert.equal(large.left, 501 - MOST);
  assert.equal(large.nodes[0].term.value, "http://e/hub");
});
