/** What is asked of the endpoint: each way to hand a query on carries the same. */

/**
 * @typedef {[name: string, iri: string]} Graph by which parameter, and which
 * @typedef {{query: string, graphs?: Graph[]}} Asked
 */

const GRAPHS = ["default-graph-uri", "named-graph-uri"];

/** @param {[string, unknown]} parameter @returns {boolean} whether it names a graph to be read */
export const namesGraph = ([name, value]) => GRAPHS.includes(name) && typeof value === "string" && value !== "";

/** @param {Asked} asked @returns {[string, string][]} as the protocol names them (https://www.w3.org/TR/sparql11-protocol/#dataset) */
export const parameters = ({ query, graphs = [] }) => [["query", query], ...graphs];

/** @param {Asked} one @param {Asked} other */
export const isSame = (one, other) => one.query.trim() === other.query.trim() && String(one.graphs ?? []) === String(other.graphs ?? []);

/** @param {string} query @returns {string} without the comments that are for this page and not about the query */
export const withoutSettings = (query) => query.replace(/^[ \t]*#[ \t]*defaultView:.*(?:\n|$)/gim, "");
