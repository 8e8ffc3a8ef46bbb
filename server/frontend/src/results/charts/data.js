/** What a chart draws, from rows and the columns that were chosen. */

import { codeOf } from "../columns.js";
import { numberOf } from "../numbers.js";
import { literalText, timeOf } from "../terms.js";

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

const PRECISION = /(?:^|[/#-])(year|month|day)$/;

/** The column that tells how exact the dates of the rows are: to the year, the month or the day; "" for none. */
export function precisionOf(columns) {
  const tells = (term) => term && PRECISION.test(term.value);
  return columns.find(({ few }) => few && [...few.values()].every(tells))?.name ?? "";
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
 * @param {(term: any) => string} textOf @param {string} [precision] the column that tells it
 */
export function items(kind, chosen, rows, textOf, precision = "") {
  const text = (row, role) => textOf(row[chosen[role]]);
  const value = (row) => ({ value: numberOf(row[chosen.value].value), text: literalText(row[chosen.value]) });
  const key = (row, role) => row[chosen[role]].value;
  const makers = {
    bars: (row) => ({ label: text(row, "label"), ...value(row) }),
    line: (row) => ({
      time: timeOf(key(row, "moment")),
      moment: key(row, "moment"),
      series: chosen.series ? text(row, "series") : "",
      ...value(row),
    }),
    timeline: (row) => {
      const [start, end] = [chosen.start, chosen.end].map((name) => row[name] && known(row[name].value, row[precision]));
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
