/** What fits where something is being written: from the query itself and from the snapshot's own figures. */

import { fold, score } from "./fitting.js";
import { AGGREGATES, FORMS, FUNCTIONS, MODIFIERS, PATTERNS } from "./keywords.js";
import { Knowledge } from "./knowledge.js";
import { TYPE } from "./situation.js";

/**
 * @typedef {Record<string, string>} Texts by language
 * @typedef {{iri: string, label: Texts, about: Texts, count: number}} Term
 * @typedef {Term & {properties: [number, number, number[]][]}} Class property, statements, classes of the values
 * @typedef {object} Index what /completion.json has
 * @property {Record<string, string>} prefixes
 * @property {Record<string, string>} spaces of the things, by kind
 * @property {Class[]} classes
 * @property {Term[]} properties
 * @property {[string, Texts, number[]][]} things IRI, names, classes
 * @property {boolean} whole whether these are all things
 * @property {string[]} [terms] all of the ontology, by local name
 *
 * @typedef {object} Option
 * @property {string} text what is written
 * @property {string} [name] its name in the reader's language
 * @property {number} [count]
 * @property {string} [about] its definition
 * @property {"class" | "property" | "thing" | "variable" | "keyword" | "function" | "prefix"} kind
 * @property {string[]} [found] more that it is found by
 * @property {{prefix: string, space: string}} [needs] a prefix that the query does not declare yet
 * @property {number} [rank] the better ones are smaller; 0 where nothing else is said
 */

/** Options that are shown at once. */
const SHOWN = 60;

/**
 * @param {import("./situation.js").Situation} here
 * @param {Index} index
 * @param {string} language
 * @returns {Option[]} what fits, best first
 */
export function options(here, index, language) {
  const knowledge = new Knowledge(here, index, language);
  const found = PLACES[here.place](knowledge);
  const word = fold(here.word);
  return found
    .map((option, number) => ({ option, number, score: score(option, word) }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score || rankOf(a.option, word) - rankOf(b.option, word) || a.number - b.number)
    .slice(0, SHOWN)
    .map(({ option }) => option);
}

/** Among things that fit alike, what is written is more of a short name. @param {Option} option @param {string} word */
const rankOf = (option, word) => option.rank ?? (word && option.kind === "thing" ? option.text.length : 0);

/**
 * Where things that the index does not have may be searched for: among those of these kinds.
 *
 * @param {import("./situation.js").Situation} here @param {Index} index
 * @returns {string[] | undefined} how their IRIs begin, none: all; nothing where no thing is wanted
 */
export function searchable(here, index) {
  if (index.whole || /[?$]/.test(here.word)) return undefined;
  const colon = here.word.indexOf(":");
  const space = here.declared.get(here.word.slice(0, colon)) ?? index.spaces[here.word.slice(0, colon)];
  if (colon > 0 && !space) return undefined;
  if (here.place === "object") {
    if (here.path.length === 1 && here.path[0] === TYPE) return undefined;
    const kinds = new Knowledge(here, index, "").kindsOfValues();
    return space ? [space] : kinds;
  }
  return here.place === "subject" || here.place === "value" ? (space ? [space] : []) : undefined;
}

/** @type {Record<import("./situation.js").Place, (known: Knowledge) => Option[]>} */
const PLACES = {
  none: () => [],
  value: (known) => known.things(),
  start: () => words(["PREFIX", ...FORMS]),
  prefix: (known) => known.prefixes(),
  select: (known) => [...known.variables(), ...words(["WHERE", "DISTINCT", "FROM"]), ...calls(AGGREGATES)],
  subject: (known) => [...known.variables(), ...words(PATTERNS), ...known.things()],
  predicate: (known) => [...known.properties(), ...known.variables(1)],
  object: (known) => known.values(),
  end: () => words([...PATTERNS]),
  from: (known) => [...known.graphs(), ...words(["NAMED"])],
  graph: (known) => [...known.fresh("g"), ...known.variables(), ...known.graphs()],
  expression: (known) => [...known.variables(), ...calls(FUNCTIONS), ...calls(AGGREGATES), ...words(["EXISTS", "NOT EXISTS", "AS", "IN"])],
  modifiers: (known) => [...words([...MODIFIERS, "VALUES"]), ...known.variables(), ...words(["ASC", "DESC"]), ...calls(AGGREGATES)],
};

/** @param {string[]} list @returns {Option[]} */
const words = (list) => list.map((text) => ({ text, kind: "keyword" }));
/** @param {string[]} list @returns {Option[]} */
const calls = (list) => list.map((text) => ({ text: `${text}(`, kind: "function" }));
