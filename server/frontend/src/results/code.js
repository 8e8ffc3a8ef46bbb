/** Programs that ask the same query, to be run as they are. Each language quotes the query by its own rules. */

/** Characters that are not seen, or that turn the direction of what is seen: written by their numbers. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const numbered = (text) => text.replace(UNSEEN, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

const QUOTES = {
  /** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02_02 */
  shell: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  /** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences; the text ends before a line of its own. */
  python: (text) => `"""\n${numbered(text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"'))}\n"""`,
  /** https://stat.ethz.ch/R-manual/R-devel/library/base/html/Quotes.html */
  r: (text) => {
    const quoted = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
    if (numbered(quoted) === quoted) return `'\n${quoted}\n'`;
    // R demands numbers for some characters, and takes none in a string of more than 10,000: it gets line by line.
    const lines = quoted.split("\n").map((line) => `  '${numbered(line)}'`);
    return `paste(c(\n${lines.join(",\n")}\n), collapse = "\\n")`;
  },
  /** https://tc39.es/ecma262/#sec-template-literal-lexical-components; nothing in it ends the script of a page. */
  javascript: (text) =>
    `\`\n${numbered(text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("</", "<\\/").replaceAll("<!--", "<\\!--"))}\n\``,
};

const TYPES = { select: "text/csv", ask: "application/sparql-results+json", graph: "text/turtle" };

/** The longest query that base R, which can only send it in an address, gets through every server. */
const LONGEST = 8000;

/** @typedef {import("../common/request.js").Asked & {kind: "select" | "ask" | "graph", endpoint: string}} Asked */

/** An IRI or an address as Python, R and JavaScript all write it. @param {string} text */
const plain = (text) => numbered(JSON.stringify(text));

/** @param {Asked} asked */
function curl({ kind, query, graphs = [], endpoint }) {
  const named = graphs.map(([name, iri]) => `  --data-urlencode ${QUOTES.shell(`${name}=${iri}`)} \\\n`).join("");
  return `curl ${QUOTES.shell(endpoint)} \\
  -H 'Accept: ${TYPES[kind]}' \\
${named}  --data-urlencode query=${QUOTES.shell(`\n${query}\n`)}\n`;
}

/** @param {Asked} asked */
function python({ kind, query, graphs = [], endpoint }) {
  const ends = {
    select: `table = pandas.read_csv(urlopen(request), keep_default_na=False, na_values=[""])\nprint(table.to_string())\n`,
    ask: `print(json.load(urlopen(request))["boolean"])\n`,
    graph: `graph = Graph().parse(data=urlopen(request).read(), format="turtle")\nprint(graph.serialize(format="turtle"))\n`,
  };
  const first = { select: "# pip install pandas\n", ask: "import json\n", graph: "# pip install rdflib\n" }[kind];
  const last = { select: "\nimport pandas\n", ask: "", graph: "\nfrom rdflib import Graph\n" }[kind];
  const named = graphs.map(([name, iri]) => `    ("${name}", ${plain(iri)}),\n`).join("");
  const data = named ? `[\n    ("query", query),\n${named}]` : `{"query": query}`;
  return `${first}from urllib.parse import urlencode
from urllib.request import Request, urlopen
${last}
query = ${QUOTES.python(query)}
data = urlencode(${data}).encode()
request = Request(${plain(endpoint)}, data, {"Accept": "${TYPES[kind]}"})
${ends[kind]}`;
}

/** @param {Asked} asked */
function r({ kind, query, graphs = [], endpoint }) {
  const long = encodeURIComponent(query).length > LONGEST;
  const format = { select: "csv", ask: "json", graph: "ttl" }[kind];
  const named = graphs.map(([name, iri]) => `${name}=${encodeURIComponent(iri)}`);
  const text = {
    select: (from) => `table <- read.csv(${from}, na.strings = "", check.names = FALSE, encoding = "UTF-8")\nprint(table)\n`,
    ask: (from) => `cat(readLines(${from}, warn = FALSE, encoding = "UTF-8"), sep = "\\n")\n`,
    graph: (from) => `cat(readLines(${from}, warn = FALSE, encoding = "UTF-8"), sep = "\\n")\n`,
  }[kind];
  const asking = long
    ? `# install.packages("httr2"): the query is too long for an address\nlibrary(httr2)\n\nquery <- ${QUOTES.r(query)}
answer <- request(${plain([endpoint, named.join("&")].filter(Boolean).join("?"))}) |>
  req_body_form(query = query, format = "${format}") |>
  req_perform() |>
  resp_body_string(encoding = "UTF-8")\n`
    : `query <- ${QUOTES.r(query)}\naddress <- paste0(
  ${plain(endpoint)},
  ${plain(`?${[`format=${format}`, ...named].join("&")}&query=`)}, URLencode(enc2utf8(query), reserved = TRUE, repeated = TRUE)
)\n`;
  return asking + text(long ? "textConnection(answer)" : kind === "select" ? "address" : "url(address)");
}

/** @param {Asked} asked */
function javascript({ kind, query, graphs = [], endpoint }) {
  const type = kind === "graph" ? TYPES.graph : TYPES.ask;
  const ends = {
    select: `const { results } = await response.json();
console.table(results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value]))));\n`,
    ask: "console.log((await response.json()).boolean);\n",
    graph: "console.log(await response.text());\n",
  };
  const named = graphs.map(([name, iri]) => `    ["${name}", ${plain(iri)}],\n`).join("");
  const body = named ? `[\n    ["query", query],\n${named}  ]` : "{ query }";
  return `// Save it as ask.mjs and run "node ask.mjs" (Node 18 or newer), or paste it into a browser's console.
const query = ${QUOTES.javascript(query)};
const response = await fetch(${plain(endpoint)}, {
  method: "POST",
  headers: { Accept: "${type}" },
  body: new URLSearchParams(${body}),
});
if (!response.ok) throw new Error(await response.text());
${ends[kind]}`;
}

export const LANGUAGES = [
  { name: "curl", write: curl },
  { name: "Python", write: python },
  { name: "R", write: r },
  { name: "JavaScript", write: javascript },
];
