/** A query's answer on the query page. */

import { offered } from "./charts/rules.js";
import { ChartPanel } from "./charts/panel.js";
import { make } from "../common/dom.js";
import { downloads, fileName } from "./downloads.js";
import { Drawing } from "./graph/drawing.js";
import { network } from "./graph/network.js";
import { NAMES, partsOf, statementsOf } from "./graph/statements.js";
import { parse } from "./graph/turtle.js";
import { Labels } from "./labels.js";
import { code, listing } from "./listing.js";
import { Table } from "./table.js";
import { tabs } from "./tabs.js";
import { wantedBy } from "./wanted.js";
import { speaker } from "../common/words.js";

/**
 * @typedef {object} Answer
 * @property {"select" | "ask" | "graph"} kind
 * @property {any} [json] SPARQL JSON, of rows and of yes or no
 * @property {string} [turtle] a graph, as Turtle or N-Triples
 * @property {string} query
 * @property {import("../common/request.js").Graph[]} [graphs] those that it reads, where the request names them
 * @property {import("./wanted.js").Wanted} [wanted] what it is shown as; what somebody chooses is put there
 * @property {string} endpoint its absolute address
 * @property {number} [milliseconds]
 * @property {Record<string, string>} words translations by the English text
 * @property {string} language the page's
 * @property {(iris: string[]) => Promise<Map<string, {text: string, language: string}>>} labels
 * @property {string} [base] what the dataset's IRIs begin with
 * @property {Record<string, string>} [prefixes] by which IRIs without a label are shortened
 */

const BASE = "https://w3id.org/accordgraph/";

/** Show an answer in place of what stands in the host. @param {Element} host @param {Answer} answer */
export function showAnswer(host, answer) {
  const site = { base: answer.base ?? BASE, root: new URL(".", answer.endpoint).href, prefixes: answer.prefixes };
  const labels = new Labels(answer.labels, site);
  const say = speaker(answer.words);
  const wanted = answer.wanted ?? wantedBy(answer.query);
  const setting = { say, wanted, look: { labels, site, language: answer.language, iris: false, say } };
  const views = { select: rowViews, ask: verdictViews, graph: graphViews }[answer.kind](answer, setting);
  views.push(
    { name: "download", title: say("Download"), show: () => downloads(answer, setting) },
    { name: "code", title: say("Code"), show: () => code(answer, setting) },
  );
  host.replaceChildren(make("div", { class: "views" }, tabs(views, say("Views of the answer"), wanted.view, (view) => (wanted.view = view))));
}

function rowViews({ json, query }, setting) {
  const { say, look } = setting;
  const [names, rows] = [json.head.vars, json.results.bindings];
  if (rows.length === 0) return [{ name: "table", title: say("Table"), show: () => make("p", {}, say("Nothing in the graph answers this.")) }];
  const table = new Table(names, rows, setting);
  const views = [{ name: "table", title: say("Table"), show: () => table.element }];
  const offers = offered(table.columns, rows, look.site.base);
  if (offers.length > 0) {
    views.push({ name: "chart", title: say("Chart"), show: () => new ChartPanel(table, offers, setting, fileName(query)).element });
  }
  const parts = partsOf(names, rows);
  const graph = parts ? network(statementsOf(rows, parts)) : null;
  if (graph?.links.length > 0) {
    views.push({ name: "network", title: say("Network"), show: () => drawn(graph, setting, fileName(query)) });
  }
  return views;
}

function verdictViews({ json }, { say }) {
  const verdict = make("p", { class: "verdict" }, json.boolean ? say("Yes") : say("No"));
  return [{ name: "verdict", title: say("Answer"), show: () => verdict }];
}

function graphViews({ turtle, query }, setting) {
  const { say } = setting;
  const text = { name: "turtle", title: "Turtle", show: () => listing(turtle, setting, "Turtle") };
  const statements = read(turtle);
  if (!statements) return [text];
  const heads = { subject: say("Subject"), property: say("Property"), value: say("Value") };
  // Two views show them, each as its reader wants.
  const list = () => new Table(NAMES, statements, { ...setting, wanted: {} }, heads, ["1 statement", "{count} statements"]).element;
  const graph = network(statements);
  const views = [{ name: "statements", title: say("Statements"), show: list }, text];
  if (graph.links.length > 0) {
    const both = () => make("div", { class: "network-panel" }, drawn(graph, setting, fileName(query)), list());
    views.unshift({ name: "network", title: say("Network"), show: both });
  }
  return views;
}

/** The statements of a text; null where this reader cannot read what the server wrote: the text is still shown. */
function read(turtle) {
  try {
    return parse(turtle);
  } catch (error) {
    // A text of millions of letters may exceed what the browser's expressions take.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

function drawn(graph, setting, name) {
  const drawing = new Drawing(graph, setting, name);
  const { labels } = setting.look;
  const iris = [...graph.nodes.map(({ term }) => term), ...graph.links.flatMap(({ properties }) => properties.map((value) => ({ type: "uri", value })))];
  labels.onLearn(() => drawing.label());
  labels.want(iris.filter(({ type }) => type === "uri").map(({ value }) => value));
  return drawing.element;
}
