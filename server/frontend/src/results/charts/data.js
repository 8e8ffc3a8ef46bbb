/** What a chart draws, from rows and the columns that were chosen. */

import { codeOf, PRECISION, QUALIFIER } from "../columns.js";
import { numberOf } from "../numbers.js";
import { kindOf, literalText, timeOf } from "../terms.js";
import { isMeasure } from "./rules.js";

/**
 * Rows by currency, since amounts of different currencies have no common axis; one group without a name where
 * no column tells a currency.
 * @returns {{currency: string | null, rows: Record<string, any>[]}[]}
 */
export function byCurrency(columns, rows) {
  const column = columns.find(({ currency }) => currency);
  if (!column) return [{ currency: null, rows }];
  const groups = groupBy(rows, (row) => (row[column.name] ? codeOf(row[column.name]) : ""));
  return [...groups].map(([currency, some]) => ({ currency, rows: some })).sort((a, b) => b.rows.length - a.rows.length);
}

/** Things by what they have in common, in the order in which that first occurs. */
export function groupBy(things, keyOf) {
  const groups = new Map();
  for (const each of things) {
    const key = keyOf(each);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(each);
  }
  return groups;
}

/** How an amount is said that is not exact. @type {Record<string, (say: (english: string, values: object) => string, amount: string) => string>} */
const QUALIFIED = {
  "more-than": (say, amount) => say("more than {amount}", { amount }),
  "at-least": (say, amount) => say("at least {amount}", { amount }),
  "up-to": (say, amount) => say("up to {amount}", { amount }),
  about: (say, amount) => say("about {amount}", { amount }),
};

/**
 * What a reader is told of the values of a row: of dates only what is known, of amounts how they are meant, where
 * columns tell this.
 * @param {import("../columns.js").Column[]} columns @param {(english: string, values: object) => string} [say]
 */
export function teller(columns, say) {
  const precision = columns.find((each) => each.precision)?.name;
  const place = columns.findIndex((each) => each.qualifier);
  const qualifier = columns[place]?.name;
  // It stands behind its amount, as a rule.
  const amount = (columns.slice(0, Math.max(0, place)).findLast(isMeasure) ?? columns.find(isMeasure))?.name;
  const date = (row, name) => known(row[name].value, row[precision]);
  /** All digits of a number, or those that are given. */
  const number = (row, name, digits = literalText(row[name])) => {
    const kind = name === amount && QUALIFIER.exec(row[qualifier]?.value)?.[1];
    return QUALIFIED[kind]?.(say, digits) ?? digits;
  };
  /** What is told in place of a value; "" where that says it all itself. */
  const instead = (row, name) => {
    const kind = kindOf(row[name]);
    if (kind === "date" && row[precision] && date(row, name) !== row[name].value) return date(row, name);
    return kind === "number" && number(row, name, "") ? number(row, name) : "";
  };
  return { date, number, instead };
}

/** A date as far as it is known. */
export function known(text, precision) {
  const length = { year: 4, month: 7 }[PRECISION.exec(precision?.value ?? "")?.[1]];
  return /^\d{4}-/.test(text) ? text.slice(0, length) : text;
}

/** The end of what a date, a month or a year covers. */
function endOf(text) {
  const begin = timeOf(text);
  const date = new Date(begin);
  if (/^-?\d{4,}(Z|[+-]\d\d:\d\d)?$/.test(text)) date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (/^-?\d{4,}-\d\d(Z|[+-]\d\d:\d\d)?$/.test(text)) date.setUTCMonth(date.getUTCMonth() + 1);
  else if (!text.includes("T")) date.setUTCDate(date.getUTCDate() + 1);
  return date.getTime();
}

/**
 * @param {string} kind @param {Record<string, string>} chosen @param {Record<string, any>[]} rows
 * @param {(term: any) => string} textOf @param {ReturnType<typeof teller>} [told]
 */
export function items(kind, chosen, rows, textOf, told = teller([])) {
  const text = (row, role) => textOf(row[chosen[role]]);
  const value = (row) => ({
    value: numberOf(row[chosen.value].value),
    text: told.number(row, chosen.value),
    rounded: (digits) => told.number(row, chosen.value, digits),
  });
  const key = (row, role) => row[chosen[role]].value;
  const makers = {
    bars: (row) => ({ label: text(row, "label"), ...value(row) }),
    line: (row) => ({
      time: timeOf(told.date(row, chosen.moment)),
      moment: told.date(row, chosen.moment),
      series: chosen.series ? text(row, "series") : "",
      ...value(row),
    }),
    timeline: (row) => {
      const [start, end] = [chosen.start, chosen.end].map((name) => row[name] && told.date(row, name));
      return { label: text(row, "label"), start: timeOf(start), end: endOf(end ?? start), text: end ? `${start} – ${end}` : start };
    },
    flow: (row) => ({
      source: key(row, "source"),
      target: key(row, "target"),
      sourceText: text(row, "source"),
      targetText: text(row, "target"),
      ...value(row),
    }),
  };
  const made = rows.map(makers[kind]);
  const measured = made.filter((each) => !("value" in each) || Number.isFinite(each.value));
  const order = { line: (a, b) => a.time - b.time, timeline: (a, b) => a.start - b.start || a.end - b.end }[kind];
  return order ? measured.sort(order) : measured;
}
