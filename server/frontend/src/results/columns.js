/** What the columns of an answer hold. */

import { kindOf, tagOf } from "./terms.js";

/** Distinct values that a list can offer. */
const FEW = 20;

/** Numbers that name or place something: adding or comparing them says nothing. */
const NAMING =
  /^(id|paragraph|page|line|rank|order|position|code|notation|number|version|precision|lat|lon|lng|latitude|longitude|start|end)$|(Id|Number|Position|Rank|Start|End|Code)$/;
const YEAR = /(^|_)year$|Year$|^年$/;

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** How exact a date is, and how an amount is meant: the end of a concept's IRI. */
export const PRECISION = /(?:^|[/#-])(year|month|day)$/;
export const QUALIFIER = /[/#]amount-qualifier-(more-than|at-least|up-to|about)$/;

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {import("./terms.js").Kind | "mixed"} kind
 * @property {Map<string, import("./terms.js").Term | undefined> | null} few its distinct values where these are few
 * @property {number} distinct how many distinct values there are, at most FEW + 1 counted
 * @property {boolean} unbound some rows have no value
 * @property {boolean} year its numbers are years
 * @property {boolean} naming its numbers measure nothing
 * @property {boolean} currency its values are currencies
 * @property {boolean} precision its values tell how exact the dates of the rows are
 * @property {boolean} qualifier its values tell how the amounts of the rows are meant
 */

/** Terms with the same key are the same. */
export function keyOf(term) {
  return term ? `${term.type} ${tagOf(term)} ${term.datatype ?? ""} ${plainOf(term)}` : "";
}

function plainOf(term) {
  return typeof term.value === "string" ? term.value : JSON.stringify(term.value);
}

/** @param {string} name @param {Record<string, any>[]} rows @returns {Column} */
export function describe(name, rows) {
  const kinds = new Set();
  const values = new Map();
  let unbound = false;
  for (const row of rows) {
    const term = row[name];
    if (term) kinds.add(kindOf(term));
    else unbound = true;
    if (values.size <= FEW) values.set(keyOf(term), term);
  }
  const bound = [...values.values()].filter(Boolean);
  const kind = oneKind(kinds);
  const whole = kind === "number" && bound.every((term) => /^[12]\d{3}$/.test(term.value));
  return {
    name,
    kind,
    few: values.size <= FEW ? values : null,
    distinct: values.size,
    unbound,
    year: kind === "year" || (whole && YEAR.test(name)),
    naming: NAMING.test(name),
    currency: bound.length > 0 && bound.every(isCurrency),
    precision: bound.length > 0 && bound.every((term) => PRECISION.test(term.value)),
    qualifier: bound.length > 0 && bound.every((term) => QUALIFIER.test(term.value)),
  };
}

function oneKind(kinds) {
  if (kinds.size === 0) return "none";
  if (kinds.size === 1) return [...kinds][0];
  return [...kinds].every((each) => each === "date" || each === "year") ? "date" : "mixed";
}

function isCurrency(term) {
  return CURRENCIES.has(codeOf(term));
}

/** The code of a currency, which may be a literal or the end of an IRI. */
export function codeOf(term) {
  const text = plainOf(term);
  return term.type === "uri" ? text.replace(/^.*[#/]/, "").toUpperCase() : text;
}
