/** An answer as a file, in every format that the endpoint has. */

import { make, save } from "../common/dom.js";
import { parameters, withoutSettings } from "../common/request.js";
import { excel } from "./excel.js";
import { folded } from "./rows.js";

/** The longest address that every server and proxy on the way takes. */
const LONGEST = 8000;

const RESULTS = [
  ["csv", "CSV"],
  ["tsv", "TSV"],
  ["json", "JSON"],
  ["xml", "XML"],
];
const GRAPHS = [
  ["ttl", "Turtle"],
  ["nt", "N-Triples"],
  ["rdf", "RDF/XML"],
  ["jsonld", "JSON-LD"],
  ["trig", "TriG"],
  ["nq", "N-Quads"],
];
const FORMATS = { select: RESULTS, ask: RESULTS.filter(([name]) => name === "json" || name === "xml"), graph: GRAPHS };

/** The name of a query's files: the words of the comment that it begins with, as the questions of the graph do. */
export function fileName(query) {
  const comment = /^\s*#\s*(.+)/.exec(withoutSettings(query))?.[1] ?? "";
  const words = folded(comment).match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 60).replace(/-[^-]*$/, (rest) => (words.join("-").length > 60 ? "" : rest)) || "answer";
}

/**
 * The address of a query's answer in a format; null where it would be too long.
 * @param {string} endpoint @param {import("../common/request.js").Asked} asked @param {string} format
 */
export function address(endpoint, asked, format) {
  const made = `${endpoint}?${new URLSearchParams([["format", format], ...parameters(asked)])}`;
  return made.length <= LONGEST ? made : null;
}

/** @param {import("./index.js").Answer} answer @param {import("./table.js").Setting} setting */
export function downloads(answer, { say }) {
  const { kind, json, query } = answer;
  const name = fileName(query);
  const status = make("p", { class: "quiet", "aria-live": "polite" });
  const items = FORMATS[kind].map((format) => make("li", {}, link(format, answer, say, status)));
  const notes = [];
  if (kind === "select") {
    const store = () => save(`${name}-excel.csv`, excel(json.head.vars, json.results.bindings), "text/csv;charset=utf-8");
    items.splice(1, 0, make("li", {}, make("button", { type: "button", class: "plain", onclick: store }, say("CSV for Excel"))));
    notes.push(make("p", { class: "quiet" }, say("CSV for Excel tells Excel that its letters are UTF-8. A text that begins with =, +, - or @ gets an apostrophe before it, so that Excel does not take it for a formula; all other formats have each value as it is.")));
  }
  return make("div", {}, make("ul", { class: "choices" }, items), status, notes);
}

/** A link; where the query is too long for one, a button that sends it and saves what comes back. The server names the file. */
function link([format, label], answer, say, status) {
  const href = address(answer.endpoint, answer, format);
  if (href) return make("a", { href, download: "" }, label);
  const fetchIt = async () => {
    status.textContent = say("Loading…");
    const body = new URLSearchParams([["format", format], ...parameters(answer)]);
    // What breaks off on its way is saved no more than what never came.
    const [blob, file] = await fetch(answer.endpoint, { method: "POST", body })
      .then(async (response) => [response.ok ? await response.blob() : null, /"(.+)"/.exec(response.headers.get("Content-Disposition"))?.[1]])
      .catch(() => []);
    status.textContent = blob ? "" : say("The download failed. Please try again.");
    if (blob) save(file ?? "answer", blob, blob.type);
  };
  return make("button", { type: "button", class: "plain", onclick: fetchIt }, label);
}
