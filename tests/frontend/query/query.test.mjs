import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, withLine } from "../../../server/frontend/src/query/declaring.js";
import { CLOSED, Memory, PAST, TABS, readState, title, withClosed, withPast, withTab, withoutTab } from "../../../server/frontend/src/query/memory.js";
import { BrokenLink, LONGEST, linkTo, pack, packedIn, unpack } from "../../../server/frontend/src/query/share.js";
import { misnamed } from "../../../server/frontend/src/query/misnaming.js";
import { tabByKey } from "../../../server/frontend/src/query/tabs.js";
import { duration, size, tell } from "../../../server/frontend/src/query/telling.js";

const NOTHING = { tabs: [], active: "", closed: [], past: [] };

test("a link gives back the query that it holds", async () => {
  for (const text of ["", "SELECT * { ?s ?p ?o }", "# 日本語 \u{1f600}\n".repeat(500)]) {
    const packed = await pack(text);
    assert.match(packed, /^[\w-]*$/);
    assert.equal(await unpack(packed), text);
    assert.deepEqual(packedIn(`#q=${packed}`), { packed, graphs: [] });
  }
  assert.equal(packedIn("#content"), undefined);
  assert.equal(packedIn(""), undefined);
});

test("a link names the graphs that the query reads, and nothing else", async () => {
  const graphs = [["default-graph-uri", "http://e/a?b=c&d=日本"], ["named-graph-uri", "http://e/b"]];
  const link = await linkTo("http://x/sparql", { query: "ASK {}", graphs });
  const held = packedIn(`${new URL(link).hash}&format=csv&default-graph-uri=`);
  assert.deepEqual(held.graphs, graphs);
  assert.equal(await unpack(held.packed), "ASK {}");
  assert.equal(await linkTo("http://x/sparql", { query: "" }), `http://x/sparql#q=${await pack("")}`);
});

test("a link that is broken, or holds too much, is refused", async () => {
  const whole = await pack("SELECT * { ?s ?p ?o } LIMIT 10");
  const bomb = await pack("x".repeat(LONGEST + 1));
  for (const packed of [whole.slice(0, -4), "%%%", "a", `${whole.slice(0, 8)}____`, bomb]) await assert.rejects(unpack(packed), BrokenLink);
});

test("a term that the ontology does not have is told of, with what it was meant to be", () => {
  const space = "https://w3id.org/accordgraph/ontology#";
  const index = { prefixes: { accord: space, skos: "http://www.w3.org/2004/02/skos/core#" }, terms: ["Organization", "hasParty", "hasPart", "value"] };
  const told = (query) => misnamed(query, index);
  assert.deepEqual(told("SELECT * { ?a accord:hasPartys ?b }"), { term: "accord:hasPartys", near: "accord:hasParty", mended: "SELECT * { ?a accord:hasParty ?b }" });
  assert.equal(told("SELECT * { ?a a accord:organisation }").near, "accord:Organization");
  assert.equal(told(`PREFIX a: <${space}> SELECT * { ?a a:Value ?b }`).near, "a:value");
  assert.equal(told(`SELECT * { ?a <${space}hasParties> ?b }`).mended, `SELECT * { ?a <${space}hasParty> ?b }`);
  assert.deepEqual(told("SELECT * { ?a accord:signedBy ?b }"), { term: "accord:signedBy" });
  const right = [`PREFIX accord: <${space}> SELECT * { ?a accord:hasParty ?b ; skos:altLable "accord:x" } # accord:y`, "PREFIX accord: <http://e/> SELECT * { ?a accord:other ?b }", "SELECT * { ?a accord: ?b }", ""];
  for (const query of right) assert.equal(told(query), undefined);
  assert.equal(misnamed("SELECT * { ?a accord:hasPartys ?b }", undefined), undefined);
  assert.equal(misnamed("SELECT * { ?a accord:hasPartys ?b }", { ...index, terms: undefined }), undefined);
});

test("tabs come and go, and one is the active one", () => {
  let state = withTab(withTab(NOTHING, { id: "1", query: "a" }), { id: "2", query: "b" });
  assert.equal(state.active, "2");
  state = withTab(state, { id: "1", query: "c" });
  assert.deepEqual(state.tabs.map(({ query }) => query), ["c", "b"]);
  state = withoutTab(state, "1");
  assert.deepEqual([state.active, state.tabs.length], ["2", 1]);
  assert.equal(withoutTab(state, "2").active, "");
  for (let number = 0; number < 2 * TABS; number += 1) state = withTab(state, { id: `n${number}`, query: "" });
  assert.equal(state.tabs.length, TABS);
});

test("where there are too many tabs, the oldest goes whose query is found elsewhere too, else the oldest", () => {
  const examples = [{ query: "example" }];
  const past = [{ query: "run", at: 1, milliseconds: 1 }];
  const open = ["mine", "run", "", "example", "example, changed"];
  let state = { ...NOTHING, past };
  for (const query of [...open, ...Array.from({ length: TABS - open.length }, (_, number) => `own ${number}`)]) state = withTab(state, { id: `old ${query}`, query }, examples);
  const dropped = Array.from({ length: 5 }, (_, number) => {
    const before = state.tabs;
    state = withTab(state, { id: `new ${number}`, query: number ? `new ${number}` : "" }, examples);
    assert.deepEqual([state.tabs.length, state.active], [TABS, `new ${number}`]);
    return before.find(({ id }) => !state.tabs.some((each) => each.id === id)).query;
  });
  assert.deepEqual(dropped, ["run", "", "example", "", "mine"]);
});

test("what was run is kept once, the newest first, and not without end", () => {
  let state = NOTHING;
  for (let at = 0; at < 2 * PAST; at += 1) state = withPast(state, { query: `q${at}`, at, milliseconds: 1 });
  state = withPast(state, { query: "q80", at: 1000, milliseconds: 1 });
  assert.deepEqual([state.past.length, state.past[0].query], [PAST, "q80"]);
  assert.equal(state.past.filter(({ query }) => query === "q80").length, 1);
  const graphs = [["default-graph-uri", "http://e/"]];
  assert.equal(withPast(state, { query: "q80", graphs, at: 1001, milliseconds: 1 }).past.filter(({ query }) => query === "q80").length, 2);
  assert.equal(withPast(state, { query: "x".repeat(1e6), at: 1, milliseconds: 1 }), state);
});

test("what was closed is kept, the last one last, and not without end", () => {
  let state = NOTHING;
  for (let number = 0; number < 2 * CLOSED; number += 1) state = withClosed(state, [{ query: `q${number}` }]);
  assert.deepEqual([state.closed.length, state.closed.at(-1).query], [CLOSED, `q${2 * CLOSED - 1}`]);
  assert.deepEqual(readState(JSON.parse(JSON.stringify(state))), state);
});

test("of what was kept only what is whole is used", () => {
  for (const kept of [null, 7, "x", [], { tabs: 5, closed: "x", past: {} }, { closed: [7, { query: 7 }] }, { tabs: [{ id: 1 }, null], past: [{ query: "x" }], active: 3 }, { tabs: [{ id: "1", query: "", graphs: [["query", "x"]] }, { id: "2", query: "", graphs: 7 }] }]) {
    assert.deepEqual(readState(kept), NOTHING);
  }
});

test("a storage that fails costs no query", () => {
  const refuse = () => {
    throw new DOMException("no", "QuotaExceededError");
  };
  for (const storage of [undefined, { getItem: refuse, setItem: refuse, removeItem: refuse }, { getItem: () => "{not json", setItem: refuse }]) {
    const memory = new Memory(storage);
    memory.change((state) => withTab(state, { id: "1", query: "a" }));
    assert.equal(memory.works, false);
    assert.equal(memory.read().tabs[0].query, "a");
  }
});

test("what a full storage does not take is not replaced by what it holds, and is kept when it takes it", () => {
  let isFull = false;
  const kept = new Map();
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (isFull) throw new DOMException("no", "QuotaExceededError");
      kept.set(key, value);
    },
  };
  const memory = new Memory(storage);
  const queries = () => memory.read().tabs.map(({ query }) => query);
  memory.change((state) => withTab(state, { id: "1", query: "a" }));
  isFull = true;
  memory.change((state) => withTab(state, { id: "2", query: "b" }));
  assert.deepEqual([queries(), memory.works], [["a", "b"], false]);
  isFull = false;
  memory.change((state) => withTab(state, { id: "1", query: "c" }));
  assert.deepEqual([queries(), memory.works, new Memory(storage).read().tabs.length], [["c", "b"], true, 2]);
});

test("two windows keep each other's queries", () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  const [one, other] = [new Memory(storage), new Memory(storage)];
  one.change((state) => withTab(state, { id: "1", query: "a" }));
  other.change((state) => withTab(state, { id: "2", query: "b" }));
  const state = one.change((before) => withTab(before, { id: "1", query: "c" }));
  assert.deepEqual([state.tabs.map(({ query }) => query), state.active], [["c", "b"], "1"]);
});

test("a window opens with what was seen last in it, else in any, else with the newest", () => {
  const storage = () => {
    const kept = new Map();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  };
  const [shared, own] = [storage(), storage()];
  const [one, other] = [new Memory(shared, own), new Memory(shared, storage())];
  assert.equal(one.last, undefined);
  for (const id of ["1", "2", "3"]) one.change((state) => withTab(state, { id, query: id }));
  one.change((state) => ({ ...state, active: "1" }));
  assert.equal(new Memory(shared, storage()).last.id, "1");
  other.change((state) => ({ ...state, active: "2" }));
  assert.equal(new Memory(shared, own).last.id, "1");
  assert.equal(new Memory(shared, storage()).last.id, "2");
  other.change((state) => withoutTab({ ...state, active: "" }, "1"));
  assert.equal(new Memory(shared, own).last.id, "3");
});

test("a query is called by its first comment, in the reader's language where it has one, else by its words", () => {
  const question = "# Who pays?\n# ja: 誰が払うか。\n# tags: x\n\nSELECT * {}";
  assert.equal(title(question, "-", "en"), "Who pays?");
  assert.equal(title(question, "-", "ja"), "誰が払うか。");
  assert.equal(title(`#defaultView:Table\n${question}`, "-", "en"), "Who pays?");
  assert.equal(title("PREFIX a: <http://a/>\nSELECT  *\n{}", "-", "en"), "SELECT * {}");
  assert.equal(title("  \n", "Empty", "en"), "Empty");
  assert.equal([...title("x".repeat(200), "-", "en")].length, 60);
});

test("keys lead from tab to tab", () => {
  const state = { ...NOTHING, tabs: ["1", "2", "3"].map((id) => ({ id, query: "" })), active: "3" };
  assert.deepEqual(["ArrowRight", "ArrowLeft", "Home", "End", "x"].map((key) => tabByKey(state, key)), ["1", "2", "1", "3", undefined]);
});

const say = (english, values = {}) => english.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const failure = (status, type, more = {}, wait = 0) => ({ state: "failed", status, wait, language: "ja", problem: { type: `https://x/problem/${type}`, title: "What", detail: "Why.", ...more } });
const refused = (status) => ({ state: "failed", status, problem: {}, language: "", wait: 0 });

/** What became of a query -> the line, the title of what went wrong. */
const TOLD = [
  [{ state: "answered", kind: "select", json: { results: { bindings: [{}] } }, milliseconds: 20 }, "1 row in 0.02\u00a0s", undefined],
  [{ state: "answered", kind: "select", json: { results: { bindings: Array(1234).fill({}) } }, milliseconds: 2345 }, "1,234 rows in 2.3\u00a0s", undefined],
  [{ state: "answered", kind: "ask", json: { boolean: true }, milliseconds: 5 }, "Answered in 0.01\u00a0s.", undefined],
  [{ state: "stopped", milliseconds: 900 }, "Stopped after 0.90\u00a0s.", undefined],
  [{ state: "stopped", milliseconds: 900, isReplaced: true }, "Stopped after 0.90\u00a0s, since another query was run.", undefined],
  [failure(503, "query-stopped"), "The query was stopped.", undefined],
  [failure(400, "query-syntax", { line: 2, column: 5, message: "Unexpected." }), "", "The query has a mistake in line 2, column 5"],
  [failure(403, "update-refused"), "", "What"],
  [failure(504, "query-timeout"), "", "What"],
  [refused(413), "", "The query or its answer is too large"],
  [refused(429), "", "Too many of your queries run at once"],
  [refused(502), "", "The server does not answer"],
  [refused(503), "", "The server is busy"],
  [refused(504), "", "The query took too long"],
  [refused(418), "", "The query could not be answered"],
  [{ state: "large", bytes: 123e6 }, "", "The answer is too large to show"],
  [{ state: "broken", bytes: 123e4 }, "", "The answer broke off"],
  [{ state: "strange" }, "", "This is no answer to the query"],
  [{ state: "unreachable" }, "", "The server does not answer"],
];
for (const [outcome, status, wrong] of TOLD) {
  test(`tells ${wrong ?? status}`, () => {
    const told = tell(outcome, say, "en");
    assert.deepEqual([told.status, told.problem?.title], [status, wrong]);
  });
}

test("what the server says is told in the language that it says it in", () => {
  const { details, language } = tell(failure(400, "query-syntax", { line: 2, message: "m", hint: "h" }), say, "en").problem;
  assert.deepEqual([details, language], [["m", "h"], "ja"]);
  assert.deepEqual(tell(failure(504, "query-timeout"), say, "en").problem.details, ["Why."]);
});

test("when to try again is told", () => {
  assert.match(tell(failure(429, "share-used-up", {}, 7), say, "en").problem.text, /Try again in 7 s\./);
});

test("durations have as many digits as help", () => {
  assert.deepEqual([4, 999, 61_000].map((each) => duration(each, "en")), ["0.00\u00a0s", "1.00\u00a0s", "61.0\u00a0s"]);
});

test("sizes are told in the unit that fits", () => {
  assert.deepEqual([0, 1234, 999_499, 1e6, 123_456_789].map((each) => size(each, "en")), ["0\u00a0kB", "1.2\u00a0kB", "999\u00a0kB", "1\u00a0MB", "123\u00a0MB"]);
});

test("a prefix that is missing is declared below the comments where the server says which", () => {
  const line = "PREFIX organization: <http://e/id/organization/>";
  for (const hint of [`Add ${line} at the top.`, `先頭に ${line} を加えてください。`]) assert.equal(missing({ hint }, "ASK {}"), line);
  assert.equal(withLine("# Who?\nDESCRIBE organization:nvidia", line), `# Who?\n${line}\nDESCRIBE organization:nvidia`);
  assert.equal(missing({ hint: `Add ${line} at the top.` }, "ASK { organization:x } prefix organization: <http://o/>"), undefined);
  for (const hint of ["Add PREFIX ex: <...> at the top.", "Use a variable.", undefined]) assert.equal(missing({ hint }, "ASK {}"), undefined);
});

test("whoever brings Wikidata's label service is told that names need none", () => {
  const refused = failure(403, "service-refused");
  assert.match(tell(refused, say, "en", "SERVICE wikibase:label {}").problem.text, /by their names/);
  assert.equal(tell(refused, say, "en", "SERVICE <http://x> {}").problem.text, "");
});
