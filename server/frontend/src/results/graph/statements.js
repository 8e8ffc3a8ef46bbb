/** A graph as the rows of a table, and rows that are a graph. */

export const NAMES = ["subject", "property", "value"];

/** Names that queries give the three parts of a statement. */
const TRIPLES = [
  ["s", "p", "o"],
  ["subject", "predicate", "object"],
  ["subject", "property", "value"],
  ["subject", "property", "object"],
];

/** The columns of an answer that are the parts of statements; null where it has none. */
export function partsOf(names, rows) {
  const parts = TRIPLES.find((each) => each.every((name) => names.includes(name)));
  if (!parts) return null;
  const [subject, property, value] = parts;
  const whole = rows.every((row) => row[subject] && row[property]?.type === "uri" && row[value]);
  return rows.length > 0 && whole ? parts : null;
}

export function statementsOf(rows, [subject, property, value]) {
  return rows.map((row) => ({ subject: row[subject], property: row[property], value: row[value] }));
}
