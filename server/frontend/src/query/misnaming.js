/** Terms that a query names and the ontology does not have: nothing in the graph fits them, and an answer does not say why. */

import { expand, situation } from "../editor/situation.js";
import { tokens } from "../editor/tokens.js";

/**
 * @typedef {{term: string, near?: string, mended?: string}} Misnamed the first such term as it is written, the most like it
 *   and the query with that instead, where one is much like it
 */

/**
 * @param {string} query
 * @param {import("../editor/completion.js").Index | undefined} index
 * @returns {Misnamed | undefined} nothing where each term is there, or nothing is known of them
 */
export function misnamed(query, index) {
  const space = index?.prefixes.accord;
  if (!index?.terms || !space) return undefined;
  const { declared } = situation(query, query.length);
  for (const { kind, text, start, end } of tokens(query)) {
    const iri = kind === "iri" ? text.slice(1, -1) : kind === "name" ? expand(text, declared, index.prefixes) : undefined;
    const local = iri?.startsWith(space) ? iri.slice(space.length) : "";
    if (!local || index.terms.includes(local)) continue;
    const like = nearest(local, index.terms);
    if (!like || !text.includes(local)) return { term: text };
    const near = text.replace(local, like);
    return { term: text, near, mended: query.slice(0, start) + near + query.slice(end) };
  }
  return undefined;
}

/** @param {string} word @param {string[]} terms @returns {string | undefined} the one that the fewest changes make of a word, at most a third of its letters */
function nearest(word, terms) {
  const ranked = terms.map((term) => ({ term, changes: changes(word.toLowerCase(), term.toLowerCase()) })).sort((a, b) => a.changes - b.changes);
  return ranked.find(({ changes }) => changes <= word.length / 3)?.term;
}

/** @param {string} one @param {string} other @returns {number} letters to be put in, taken out or exchanged, https://en.wikipedia.org/wiki/Levenshtein_distance */
function changes(one, other) {
  let before = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let place = 1; place <= other.length; place += 1) {
      now.push(Math.min(before[place] + 1, now[place - 1] + 1, before[place - 1] + Number(one[row - 1] !== other[place - 1])));
    }
    before = now;
  }
  return before[other.length];
}
