/** Prefixes of things, which a query has to declare: what to add where one is missing. */

import { afterHeader } from "../editor/source.js";

/**
 * @param {import("./run.js").Problem} problem @param {string} query
 * @param {Record<string, string>} [spaces] of things, by prefix
 * @returns {string | undefined} the line that is missing, where that is what is wrong
 */
export function missing({ token = "" }, query, spaces = {}) {
  const prefix = /^([\w-]+):/.exec(token)?.[1] ?? "";
  const isDeclared = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(query);
  return Object.hasOwn(spaces, prefix) && !isDeclared ? `PREFIX ${prefix}: <${spaces[prefix]}>` : undefined;
}

/** @param {string} query @param {string} line @returns {string} the query with a line below the comments that name it */
export function withLine(query, line) {
  const at = afterHeader(query);
  return `${query.slice(0, at)}${line}\n${query.slice(at)}`;
}
