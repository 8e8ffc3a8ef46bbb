/** The words of a query, as far as an editor needs to tell them apart; what is no SPARQL gets through too. */

/**
 * @typedef {"comment" | "iri" | "string" | "open" | "variable" | "language" | "number" | "name" | "word" | "sign"} Kind
 *   "open" is a string that never ends
 * @typedef {{kind: Kind, text: string, start: number, end: number}} Token
 */

/** In this order: an IRI may hold "#", a name "?". */
const PATTERNS = /** @type {[Kind, RegExp][]} */ ([
  ["iri", /<[^<>"{}|^`\\\s]*>/y],
  ["comment", /#[^\n]*/y],
  ["string", /"""(?:[^"\\]|\\[^]|"{1,2}(?!"))*"""|'''(?:[^'\\]|\\[^]|'{1,2}(?!'))*'''/y],
  ["open", /(?:"""|''')[^]*/y],
  ["string", /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y],
  ["open", /["'][^\n]*/y],
  ["variable", /[?$][\p{L}\p{N}_]+/uy],
  ["language", /@[A-Za-z]+(?:-[A-Za-z0-9]+)*/y],
  ["name", /(?:_|\p{L}(?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?:(?:(?:[\p{L}\p{N}_:%-]|\\.|\.(?=[\p{L}\p{N}_:%-]))*)/uy],
  ["number", /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /\p{L}[\p{L}\p{N}_]*/uy],
  ["sign", /\^\^|&&|\|\||!=|<=|>=|[^]/uy],
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
