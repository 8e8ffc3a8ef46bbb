/** What an answer is shown as: what its reader chose last, else what a comment in the query asks for. */

/** @typedef {{view?: string, chart?: string, program?: string, rows?: import("./rows.js").View}} Wanted the view, its kind of chart, the language of its programs, which rows of a table */

/**
 * The names of views that Wikidata's query service has
 * (https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service/Wikidata_Query_Help/Result_Views), folded.
 * @type {Record<string, Wanted>}
 */
const VIEWS = {
  table: { view: "table" },
  barchart: { view: "chart", chart: "bars" },
  linechart: { view: "chart", chart: "line" },
  areachart: { view: "chart", chart: "line" },
  timeline: { view: "chart", chart: "timeline" },
  sankey: { view: "chart", chart: "flow" },
  dimensions: { view: "chart", chart: "flow" },
  graph: { view: "network" },
};

/** @param {string} query @returns {Wanted} what its comment `#defaultView:` asks for */
export function wantedBy(query) {
  const name = /^[ \t]*#[ \t]*defaultView:[ \t]*(\w+)/im.exec(query)?.[1].toLowerCase() ?? "";
  return Object.hasOwn(VIEWS, name) ? { ...VIEWS[name] } : {};
}
