/**
 * CSV that Excel opens rightly: with a byte order mark, without which Excel reads UTF-8 as something else, and
 * lines that end in CR LF (https://www.rfc-editor.org/rfc/rfc4180#section-2).
 *
 * Made here and not by the server, since the browser has the answer already, and since scripts that read the
 * endpoint's CSV must never meet the mark or the apostrophes.
 */

import { kindOf } from "./terms.js";

/** What a spreadsheet takes for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** @param {string[]} names @param {Record<string, any>[]} rows */
export function excel(names, rows) {
  const lines = [names.map(quoted), ...rows.map((row) => names.map((name) => quoted(cell(row[name]))))];
  return `\ufeff${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}

function cell(term) {
  if (!term) return "";
  if (term.type === "bnode") return `_:${term.value}`;
  const text = typeof term.value === "string" ? term.value : JSON.stringify(term.value);
  return kindOf(term) !== "number" && FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
