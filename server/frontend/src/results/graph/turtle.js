/**
 * Turtle and N-Triples (https://www.w3.org/TR/turtle/#sec-grammar), as far as a browser needs them: IRIs are not
 * resolved but against a base that the text names, and nothing is checked that the server has written.
 */

import { XSD } from "../terms.js";

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/** Kinds of tokens, in the order of their groups. */
const KINDS = ["iri", "text", "word", "blank", "double", "decimal", "integer", "name", "bare", "sign"];

const SPACE = /(?:[ \t\r\n]+|#[^\r\n]*)*/y;

const TOKEN = new RegExp(
  [
    /<((?:[^<>"{}|^`\\\u0000-\u0020]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>/,
    /("""[^"\\]*(?:(?:\\[^]|""?(?!"))[^"\\]*)*"""|'''[^'\\]*(?:(?:\\[^]|''?(?!'))[^'\\]*)*'''|"[^"\\\r\n]*(?:\\[^][^"\\\r\n]*)*"|'[^'\\\r\n]*(?:\\[^][^'\\\r\n]*)*')/,
    /@([A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--(?:ltr|rtl))?)/,
    /_:([\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.\u00b7-]*[\p{L}\p{N}\p{M}_\u00b7-])?)/u,
    /([+-]?(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+)/,
    /([+-]?\d*\.\d+)/,
    /([+-]?\d+)/,
    /((?:[\p{L}](?:[\p{L}\p{N}\p{M}_.\u00b7-]*[\p{L}\p{N}\p{M}_\u00b7-])?)?:(?:(?:[\p{L}\p{N}\p{M}_:\u00b7-]|%[0-9A-Fa-f]{2}|\\[^])(?:(?:[\p{L}\p{N}\p{M}_.:\u00b7-]|%[0-9A-Fa-f]{2}|\\[^])*(?:[\p{L}\p{N}\p{M}_:\u00b7-]|%[0-9A-Fa-f]{2}|\\[^]))?)?)/u,
    /([A-Za-z]+)/,
    /(\^\^|[.;,[\]()])/,
  ].map(({ source }) => source).join("|"),
  "uy",
);

const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(text) {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^]))/gu, (_all, short, long, letter) =>
    letter ? (ESCAPES[letter] ?? letter) : String.fromCodePoint(parseInt(short ?? long, 16)),
  );
}

/**
 * @typedef {import("../terms.js").Term} Term
 * @typedef {{subject: Term, property: Term, value: Term}} Statement
 */

/** Read statements; throws a SyntaxError that names the place. @param {string} text @returns {Statement[]} */
export function parse(text) {
  return new Parser(text).read();
}

class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.prefixes = new Map();
    this.base = "";
    this.blanks = 0;
    /** @type {Statement[]} */
    this.found = [];
    this.next();
  }

  /** Step to the next token: its kind, and its text. */
  next() {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
    if (this.at >= this.text.length) {
      [this.kind, this.token] = ["end", ""];
      return;
    }
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.text);
    if (!match) this.fail();
    this.at = TOKEN.lastIndex;
    const group = match.findIndex((found, place) => place > 0 && found !== undefined);
    [this.kind, this.token] = [KINDS[group - 1], match[group]];
  }

  fail() {
    const before = this.text.slice(0, this.at).split("\n");
    throw new SyntaxError(`line ${before.length}: ${this.text.slice(this.at, this.at + 40)}`);
  }

  is(sign) {
    return this.kind === "sign" && this.token === sign;
  }

  expect(sign) {
    if (!this.is(sign)) this.fail();
    this.next();
  }

  take(kind) {
    if (this.kind !== kind) this.fail();
    const { token } = this;
    this.next();
    return token;
  }

  read() {
    while (this.kind !== "end") {
      if (!this.directive()) this.statements();
    }
    return this.found;
  }

  directive() {
    const word = this.token.toLowerCase();
    if (!["word", "bare"].includes(this.kind) || !["prefix", "base"].includes(word)) return false;
    const dotted = this.kind === "word";
    this.next();
    const prefix = word === "prefix" ? this.take("name").slice(0, -1) : null;
    const iri = this.resolved(this.take("iri"));
    if (prefix === null) this.base = iri;
    else this.prefixes.set(prefix, iri);
    if (dotted) this.expect(".");
    return true;
  }

  statements() {
    const lone = this.is("[");
    const subject = this.term();
    if (!lone || !this.is(".")) this.properties(subject);
    this.expect(".");
  }

  properties(subject) {
    do {
      while (this.is(";")) this.next();
      if (this.is(".") || this.is("]")) return;
      const property = this.kind === "bare" && this.token === "a" ? this.typeProperty() : this.term();
      do {
        if (this.is(",")) this.next();
        this.found.push({ subject, property, value: this.term() });
      } while (this.is(","));
    } while (this.is(";"));
  }

  typeProperty() {
    this.next();
    return { type: "uri", value: `${RDF}type` };
  }

  term() {
    const { kind, token } = this;
    if (kind === "sign") return token === "[" ? this.anonymous() : this.collection();
    this.next();
    switch (kind) {
      case "iri": return { type: "uri", value: this.resolved(token) };
      case "name": return { type: "uri", value: this.expanded(token) };
      case "blank": return { type: "bnode", value: token };
      case "text": return this.literal(token);
      case "integer": case "decimal": case "double": return { type: "literal", value: token, datatype: XSD + kind };
      case "bare": if (token === "true" || token === "false") return { type: "literal", value: token, datatype: `${XSD}boolean` };
    }
    return this.fail();
  }

  literal(token) {
    const edge = /^("""|'''|"|')/.exec(token)[0].length;
    const value = unescaped(token.slice(edge, -edge));
    if (this.kind === "word") {
      const [language, direction] = this.take("word").split("--");
      return { type: "literal", value, "xml:lang": language, ...(direction && { "its:dir": direction }) };
    }
    if (!this.is("^^")) return { type: "literal", value };
    this.next();
    const datatype = this.term().value;
    return datatype === `${XSD}string` ? { type: "literal", value } : { type: "literal", value, datatype };
  }

  fresh() {
    this.blanks += 1;
    return { type: "bnode", value: `anonymous-${this.blanks}` };
  }

  anonymous() {
    this.next();
    const subject = this.fresh();
    if (!this.is("]")) this.properties(subject);
    this.expect("]");
    return subject;
  }

  collection() {
    this.expect("(");
    const nil = { type: "uri", value: `${RDF}nil` };
    const items = [];
    while (!this.is(")")) items.push(this.term());
    this.next();
    return items.reduceRight((rest, item) => {
      const node = this.fresh();
      this.found.push({ subject: node, property: { type: "uri", value: `${RDF}first` }, value: item });
      this.found.push({ subject: node, property: { type: "uri", value: `${RDF}rest` }, value: rest });
      return node;
    }, nil);
  }

  resolved(token) {
    const iri = unescaped(token);
    return this.base && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(iri) ? new URL(iri, this.base).href : iri;
  }

  expanded(token) {
    const colon = token.indexOf(":");
    const space = this.prefixes.get(token.slice(0, colon));
    if (space === undefined) this.fail();
    return space + token.slice(colon + 1).replace(/\\([^])/g, "$1");
  }
}
