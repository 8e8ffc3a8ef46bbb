/** RDF terms as SPARQL's JSON gives them (https://www.w3.org/TR/sparql11-results-json/#select-encode-terms). */

import { grouped, numberOf } from "./numbers.js";

/** @typedef {{type: string, value: any, datatype?: string, "xml:lang"?: string, "its:dir"?: string}} Term */
/** @typedef {"none"|"iri"|"blank"|"number"|"date"|"year"|"boolean"|"text"|"other"} Kind */

export const XSD = "http://www.w3.org/2001/XMLSchema#";

const INTEGERS =
  "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger unsignedLong " +
  "unsignedInt unsignedShort unsignedByte";

/** Datatype -> kind. */
const KINDS = new Map([
  ...`${INTEGERS} decimal double float`.split(" ").map((name) => [XSD + name, "number"]),
  ...["date", "dateTime", "dateTimeStamp", "gYearMonth"].map((name) => [XSD + name, "date"]),
  [`${XSD}gYear`, "year"],
  [`${XSD}boolean`, "boolean"],
  [`${XSD}string`, "text"],
  ["http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "text"],
]);

/** @param {Term | undefined} term @returns {Kind} */
export function kindOf(term) {
  if (!term) return "none";
  if (term.type === "uri") return "iri";
  if (term.type === "bnode") return "blank";
  if (term.type !== "literal" && term.type !== "typed-literal") return "other";
  if (!term.datatype) return "text";
  const kind = KINDS.get(term.datatype) ?? "text";
  const read = READERS[kind];
  return read && Number.isNaN(read(term.value)) ? "text" : kind;
}

const TIME =
  /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** When a date, a month or a year begins, in milliseconds; NaN where the text is none. */
export function timeOf(text) {
  const found = TIME.exec(text);
  if (!found) return NaN;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? NaN));
  const time = new Date(0);
  time.setUTCFullYear(year, (month || 1) - 1, day || 1);
  time.setUTCHours(hour || 0, minute || 0, 0, Math.round((second || 0) * 1000));
  const zone = /^([+-])(\d\d):(\d\d)$/.exec(found[7] ?? "");
  const shift = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  return time.getTime() - shift * 60_000;
}

/** A text's language, and the direction that it states, as Turtle has them: `ar--rtl`. */
export function tagOf(term) {
  return [term["xml:lang"], term["its:dir"]].filter(Boolean).join("--");
}

/** What stands behind a value, quietly: its language, or a datatype that its looks do not tell. */
export function noteOf(term) {
  if (tagOf(term)) return tagOf(term);
  if (!term.datatype || (KINDS.has(term.datatype) && kindOf(term) === KINDS.get(term.datatype))) return "";
  return term.datatype.replace(/^.*[#/](?=.)/, "");
}

/** A literal's text for readers; `plain`: its digits are not grouped, as those of years. */
export function literalText(term, plain = false) {
  const kind = kindOf(term);
  if (kind === "number" && !plain) return grouped(term.value);
  if (kind === "date") return term.value.replace("T", " ").replace(/Z$/, " UTC");
  return typeof term.value === "string" ? term.value : tripleText(term.value);
}

/** What a text must be for its kind. */
const READERS = { number: numberOf, date: timeOf };

/** A term as Turtle writes it, for titles and for texts that nothing else shows. */
export function written(term) {
  if (term.type === "uri") return `<${term.value}>`;
  if (term.type === "bnode") return `_:${term.value}`;
  if (typeof term.value !== "string") return tripleText(term.value);
  const text = JSON.stringify(term.value);
  if (tagOf(term)) return `${text}@${tagOf(term)}`;
  return term.datatype ? `${text}^^<${term.datatype}>` : text;
}

function tripleText(triple) {
  const parts = [triple.subject, triple.predicate ?? triple.property, triple.object].filter(Boolean);
  return `<< ${parts.map(written).join(" ")} >>`;
}

/**
 * Where pages of this site stand: `base` begins the IRIs of the dataset, `root` the addresses of its pages.
 * @typedef {{base: string, root: string, prefixes?: Record<string, string>}} Site
 */

/**
 * The link to what an IRI names: a page of this site where the IRI is the dataset's own; "" where it is no link,
 * as for anything but http and https.
 * @param {string} iri @param {Site} site
 */
export function hrefOf(iri, { base, root }) {
  if (!iri.startsWith(base)) return /^https?:\/\//i.test(iri) ? iri : "";
  const local = iri.slice(base.length).replace(/^id\//, "doc/");
  // Joined, not resolved: a local name may begin like the address of another host.
  const whole = /^[^#]*/.exec(local)[0];
  return root + encodeURI(whole.toWellFormed()).replaceAll("?", "%3F") + local.slice(whole.length);
}

/** An IRI that has no label, short. */
export function shortIri(iri, { base, prefixes = {} }) {
  const [prefix, space] = Object.entries(prefixes).find(([, start]) => iri.startsWith(start) && /^\w[\w-]*$/.test(iri.slice(start.length))) ?? [];
  if (space && !iri.startsWith(`${base}id/`)) return `${prefix}:${iri.slice(space.length)}`;
  const local = iri.startsWith(base) ? iri.slice(base.length) : "";
  return /^\w/.test(local) ? local.replace(/^id\//, "") : iri;
}
