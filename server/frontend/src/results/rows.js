/** The rows of an answer as a reader wants to see them: filtered, sorted. */

import { keyOf } from "./columns.js";
import { compareNumbers, numberOf } from "./numbers.js";
import { kindOf, literalText, timeOf } from "./terms.js";

/** @typedef {{names: string[], text: string, picked: Map<string, string>, sort: {name: string, down: boolean} | null, iris: boolean}} View of rows with these columns */

/** @param {string[]} names @param {View} [before] @returns {View} as it was of the same columns, else of all rows as they came */
export const viewOf = (names, before) => (String(before?.names) === String(names) ? before : { names, text: "", picked: new Map(), sort: null, iris: false });

/** For looking things up: case, width and Latin accents make no difference (Japanese voicing marks do). */
export function folded(text) {
  return /^[\x20-\x7e]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
}

/** Order of kinds within a column that holds several; what is not there comes last, whichever way it is sorted. */
const RANKS = ["number", "date", "year", "boolean", "text", "iri", "other", "blank"];
const LIKE = { year: "date" };
const MEASURED = new Set(["number", "date", "year"]);
/** Texts beyond which numbers within them are not looked at: that takes three times as long. */
const MANY = 10_000;

export class Rows {
  /**
   * @param {Record<string, any>[]} rows
   * @param {(iri: string) => string} nameOf
   * @param {string} language
   */
  constructor(rows, nameOf, language) {
    this.rows = rows;
    this.nameOf = nameOf;
    this.collator = new Intl.Collator(language, { numeric: true });
    this.plain = new Intl.Collator(language);
    this.texts = new Map();
  }

  /** Names in these rows have been learned. */
  forget(rows) {
    for (const row of rows) this.texts.delete(row);
  }

  /** What a cell shows, and for an IRI that too. */
  textOf(term) {
    if (!term) return "";
    return term.type === "uri" ? this.nameOf(term.value) : literalText(term);
  }

  /** @param {View} view @returns {Record<string, any>[]} */
  select(view) {
    let found = this.rows;
    for (const [name, key] of view.picked) found = found.filter((row) => keyOf(row[name]) === key);
    const parts = folded(view.text).split(/\s+/).filter(Boolean);
    if (parts.length > 0) {
      found = found.filter((row) => parts.every((part) => this.foldedText(row).includes(part)));
    }
    return view.sort ? this.sorted(found, view.sort) : found;
  }

  /** All that a row says, for looking things up; kept, since the next letter of a filter asks again. */
  foldedText(row) {
    if (!this.texts.has(row)) {
      const cells = Object.values(row).map((term) => `${this.textOf(term)}\n${term.value}`);
      this.texts.set(row, folded(cells.join("\n")));
    }
    return this.texts.get(row);
  }

  sorted(rows, { name, down }) {
    const ranks = this.textRanks(rows, name);
    const keys = rows.map((row) => this.key(row[name], ranks));
    const places = rows.map((_, place) => place);
    const way = down ? -1 : 1;
    places.sort((a, b) => compareKeys(keys[a], keys[b], way) || a - b);
    return places.map((place) => rows[place]);
  }

  /** Each text's place among all: the collator is asked once for each distinct text only. */
  textRanks(rows, name) {
    const texts = new Set();
    for (const row of rows) if (row[name] && !MEASURED.has(kindOf(row[name]))) texts.add(this.textOf(row[name]));
    const sorted = [...texts].sort(texts.size > MANY ? this.plain.compare : this.collator.compare);
    return new Map(sorted.map((text, rank) => [text, rank]));
  }

  key(term, ranks) {
    if (!term) return null;
    const kind = kindOf(term);
    const like = LIKE[kind] ?? kind;
    const rank = RANKS.indexOf(like);
    if (like === "number") return { rank, value: numberOf(term.value), digits: term.value };
    return { rank, value: like === "date" ? timeOf(term.value) : ranks.get(this.textOf(term)) };
  }
}

function compareKeys(one, other, way) {
  if (!one || !other) return Number(!one) - Number(!other);
  if (one.rank !== other.rank) return (one.rank - other.rank) * way;
  if (one.value < other.value) return -way;
  if (one.value > other.value) return way;
  return one.digits === other.digits ? 0 : way * compareNumbers(one.digits, other.digits);
}
