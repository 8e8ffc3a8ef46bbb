/** The words of a query, as far as an editor needs to tell them apart; what is no SPARQL gets through too. */

/**
 * @typedef {"comment" | "iri" | "string" | "open" | "variable" | "language" | "number" | "name" | "word" | "sign"} Kind
 *   "open" is a string that never ends
 * @typedef {{kind: Kind, text: string, start: number, end: number}} Token
 */

// PN_CHARS_U, what follows in VARNAME, and PN_CHARS (https://www.w3.org/TR/sparql11-query/#rPN_CHARS_BASE): other letters than Unicode's.
const BASE = String.raw`A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}`;
const INNER = String.raw`${BASE}_0-9\xb7\u0300-\u036f\u203f\u2040`;
const ESCAPED = String.raw`%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]`;

/** @param {string} source @returns {RegExp} */
const pattern = (source) => new RegExp(source, "uy");

/** In this order: an IRI may hold "#", a name "?". */
const PATTERNS = /** @type {[Kind, RegExp][]} */ ([
  ["iri", /<[^<>"{}|^`\\\s]*>/y],
  ["comment", /#[^\n]*/y],
  ["string", /"""(?:[^"\\]|\\[^]|"{1,2}(?!"))*"""|'''(?:[^'\\]|\\[^]|'{1,2}(?!'))*'''/y],
  ["open", /(?:"""|''')[^]*/y],
  ["string", /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y],
  ["open", /["'][^\n]*/y],
  ["variable", pattern(`[?$][${BASE}_0-9][${INNER}]*`)],
  ["language", /@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?/y],
  ["name", pattern(`(?:_|[${BASE}](?:[${INNER}.-]*[${INNER}-])?)?:(?:(?:[${BASE}_:0-9]|${ESCAPED})(?:[${INNER}:-]|${ESCAPED}|\\.+(?=[${INNER}:%\\\\-]))*)?`)],
  ["number", /(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+|\d*\.\d+|\d+/y],
  ["word", pattern(`[${BASE}][${INNER}]*`)],
  ["sign", /<<\(|\)>>|<<(?![^<>"{}|^`\\\s]*>)|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|[^]/uy],
]);

/** @param {string} text @param {number} at where a token begins @returns {Token} */
export function tokenAt(text, at) {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { kind, text: found[0], start: at, end: at + found[0].length };
  }
  throw new RangeError("there is no text here");
}

/** @param {string} text @returns {Token[]} all but the space between them */
export function tokens(text) {
  const found = [];
  const space = /\s*/y;
  for (let at = 0; ; ) {
    space.lastIndex = at;
    at += /** @type {RegExpExecArray} */ (space.exec(text))[0].length;
    if (at >= text.length) return found;
    const token = tokenAt(text, at);
    found.push(token);
    at = token.end;
  }
}
