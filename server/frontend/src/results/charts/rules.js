/** Which charts an answer's columns allow, and which of them says most. */

/** @typedef {import("../columns.js").Column} Column */

/** Names of columns that something comes from. */
const GIVING = /^(from|source|origin|funder|giver|donor|payer|investor|contributor|sender|exporter|creditor)/i;

/** What only tells how another value is meant is no end of a flow. */
const isThing = ({ kind, currency, precision, qualifier }) => kind === "iri" && !currency && !precision && !qualifier;
const isCategory = (column) =>
  (["iri", "text", "boolean", "mixed"].includes(column.kind) || column.year) && !column.currency && column.distinct > 1;
const isMoment = ({ kind, year }) => kind === "date" || kind === "year" || year;
export const isMeasure = ({ kind, year, naming }) => kind === "number" && !year && !naming;
const isSeries = (column) =>
  isCategory(column) && !column.year && Boolean(column.few) && column.distinct > 1 && column.distinct <= 8;
const isEnd = (column) => isMoment(column) && /end|until|to$|終/i.test(column.name);

/**
 * Each kind of chart with what it needs, in the order in which it is preferred. `most`: how many rows a drawing
 * holds; `first`: whether the kind is a good first choice with these columns and rows.
 */
const CHARTS = [
  {
    kind: "flow",
    title: "Flow",
    roles: [
      { role: "source", label: "From", fits: isThing },
      { role: "target", label: "To", fits: isThing },
      { role: "value", label: "Amount", fits: isMeasure },
    ],
    most: 80,
    // With more things in a row, or other names, the first two need not be the ends of what the number measures.
    first: (columns, _rows, { source }) => GIVING.test(source) && columns.filter(isThing).length === 2,
  },
  {
    kind: "line",
    title: "Line",
    roles: [
      { role: "moment", label: "Time", fits: isMoment },
      { role: "value", label: "Value", fits: isMeasure },
      { role: "series", label: "One line for each", fits: isSeries, optional: true, again: true },
    ],
    most: 2000,
    first: (_columns, rows, chosen) => isFunction(rows, chosen),
  },
  {
    kind: "bars",
    title: "Bars",
    roles: [
      { role: "label", label: "Name", fits: isCategory },
      { role: "value", label: "Value", fits: isMeasure },
    ],
    most: 50,
    first: () => true,
  },
  {
    kind: "timeline",
    title: "Timeline",
    roles: [
      { role: "label", label: "Name", fits: isCategory },
      { role: "start", label: "Begin", fits: isMoment },
      { role: "end", label: "End", fits: isEnd, optional: true },
    ],
    most: 60,
    first: () => true,
  },
];

/** Whether each line has one value at a time. */
function isFunction(rows, { moment, series }) {
  const seen = new Set(rows.map((row) => `${row[series]?.value} ${row[moment]?.value}`));
  return seen.size === rows.length && rows.length > 2;
}

/**
 * Columns for the roles of a chart, each used once; null where one is wanting. `again`: only a column whose values
 * come again, in so many rows, makes a good first choice.
 */
export function choose(chart, columns, count) {
  const chosen = {};
  const taken = new Set();
  for (const { role, fits, optional, again } of chart.roles) {
    const free = (each) => fits(each) && !taken.has(each.name) && !(again && each.distinct >= count);
    const column = columns.find(free);
    if (!column && !optional) return null;
    if (column) taken.add(column.name);
    chosen[role] = column?.name ?? "";
  }
  return chosen;
}

/** Rows that have all that a chart needs. */
export function drawable(chart, chosen, rows) {
  const needed = chart.roles.filter(({ optional }) => !optional).map(({ role }) => chosen[role]);
  const positive = chart.kind === "flow" ? (row) => Number(row[chosen.value].value) > 0 : () => true;
  return rows.filter((row) => needed.every((name) => row[name]) && positive(row));
}

/** A total beside its parts, as in a column of both, would be counted twice where widths add up. */
function mixesTotals(names, rows, base) {
  return names.some((name) => {
    const totals = rows.filter((row) => row[name]?.value.startsWith(`${base}id/total/`)).length;
    return totals > 0 && totals < rows.length;
  });
}

/**
 * The charts that make sense, the best first.
 * @param {Column[]} columns @param {Record<string, any>[]} rows @param {string} base
 */
export function offered(columns, rows, base) {
  const found = [];
  for (const chart of CHARTS) {
    const chosen = choose(chart, columns, rows.length);
    if (!chosen) continue;
    const usable = drawable(chart, chosen, rows);
    if (usable.length < 2) continue;
    if (chart.kind === "flow" && mixesTotals([chosen.source, chosen.target], usable, base)) continue;
    found.push({ chart, chosen, first: chart.first(columns, usable, chosen) });
  }
  return found.sort((a, b) => Number(b.first) - Number(a.first));
}
