/** Prefixes, which a query has to declare: what to add where one is missing. */

import { afterHeader } from "../editor/source.js";

/** A line that the server says is to be added, with its IRI, in whatever language. */
const LINE = /PREFIX ([\w-]+): <\w+:[^<>\s]+>/;

/**
 * @param {import("./run.js").Problem} problem @param {string} query
 * @returns {string | undefined} the line that is missing, where that is what is wrong
 */
export function missing({ hint = "" }, query) {
  const [line, prefix] = LINE.exec(hint) ?? [];
  const isDeclared = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(query);
  return isDeclared ? undefined : line;
}

/** @param {string} query @param {string} line @returns {string} the query with a line below the comments that name it */
export function withLine(query, line) {
  const at = afterHeader(query);
  return `${query.slice(0, at)}${line}\n${query.slice(at)}`;
}
