/** What stands around a place in a query: whether a property is wanted there, of which subject, and so on. */

import { tokens } from "./tokens.js";

/**
 * @typedef {"start" | "prefix" | "select" | "from" | "subject" | "predicate" | "object" | "end" | "graph" | "value" |
 *   "expression" | "modifiers" | "none"} Place
 * @typedef {{subject: string, path: string[], object: string}} Statement subjects and objects as `term` writes them
 * @typedef {object} Situation
 * @property {Place} place
 * @property {string} word what is being written there
 * @property {number} from where it begins
 * @property {number} to where it ends
 * @property {string} subject
 * @property {string[]} path the properties so far, each of the values of the one before
 * @property {string[]} variables all of the query, but the one that is being written
 * @property {Map<string, string>} declared prefix -> namespace
 * @property {Statement[]} statements
 */

export const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

const EXPRESSIONS = new Set(["FILTER", "BIND", "HAVING"]);
const AFTER_GROUPS = new Set(["GROUP", "ORDER", "LIMIT", "OFFSET"]);
const BEGINNING = new Set(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]);
const WRITTEN = new Set(["word", "name", "variable"]);
const CLOSING = new Set(["}", "]", ")", "|}", ")>>"]);
/** Places where whole IRIs are offered. */
const OFFERED = new Set(["from", "graph"]);

/**
 * @param {string} text
 * @param {number} at
 * @param {Record<string, string>} known prefixes that need no declaration
 * @returns {Situation}
 */
export function situation(text, at, known = {}) {
  const all = tokens(text);
  const inside = all.find((token) => token.start < at && (at < token.end || (at === token.end && isOpen(token))));
  const iri = iriAt(text, at);
  const reader = new Reader(known);
  /** What is being written, and so tells nothing yet. */
  let own = inside && isWord(inside) ? inside : { start: at, end: at };
  const isOwn = (/** @type {import("./tokens.js").Token} */ token) => token.start >= own.start && token.start < own.end;
  let here;
  for (const token of all) {
    if (token.kind === "comment") continue;
    if (token.start === iri?.start && begins(token, text.slice(iri.start, iri.end), reader.place)) own = iri;
    if (!here && token.start >= own.start) here = reader.here();
    if (!isOwn(token)) reader.take(token);
  }
  here ??= reader.here();
  const isApart = own === iri ? !OFFERED.has(here.place) : inside && !isWord(inside) && inside.kind !== "sign";
  return {
    ...here,
    place: isApart ? "none" : here.place,
    word: text.slice(own.start, at),
    from: own.start,
    to: own.end,
    variables: [...new Set(all.filter((token) => token.kind === "variable" && !isOwn(token)).map((token) => `?${token.text.slice(1)}`))],
    declared: reader.declared,
    statements: reader.statements,
  };
}

/** The IRI that somebody writes at a place, whole or without its end; a "<" that compares looks alike. @param {string} text @param {number} at */
function iriAt(text, at) {
  const before = /<[^<>"{}|^`\\\s]*$/.exec(text.slice(0, at));
  const after = /^[^<>"{}|^`\\\s]*>?/.exec(text.slice(at));
  return before && after ? { start: before.index, end: at + after[0].length } : undefined;
}

/** Whether an IRI begins with a token. @param {import("./tokens.js").Token} token @param {string} iri as far as it is written @param {Place} place */
const begins = (token, iri, place) => token.kind === "iri" || (token.text === "<" && (place !== "expression" || iri.includes("://")));

/** Whether a token is one that is written letter by letter, and completed. @param {import("./tokens.js").Token} token */
function isWord(token) {
  return WRITTEN.has(token.kind) || token.text === "?" || token.text === "$";
}

/** Whether what is written right behind a token belongs to it. @param {import("./tokens.js").Token} token */
function isOpen(token) {
  return isWord(token) || token.kind === "comment" || token.kind === "open";
}

/** Goes through the words of a query, and knows what may come next. */
class Reader {
  /** @param {Record<string, string>} known */
  constructor(known) {
    this.known = known;
    /** @type {Map<string, string>} */
    this.declared = new Map();
    /** @type {Statement[]} */
    this.statements = [];
    /** @type {Place} */
    this.place = "start";
    this.subject = "";
    /** @type {string[]} */
    this.path = [];
    /** @type {{open: string, place: Place, subject: string, path: string[]}[]} */
    this.outer = [];
    this.blanks = 0;
    this.prefix = "";
  }

  here() {
    return { place: this.place, subject: this.subject, path: [...this.path] };
  }

  /** @param {import("./tokens.js").Token} token */
  take(token) {
    if (this.place === "prefix") this.declare(token);
    else if (token.kind === "word" && this.keyword(token.text.toUpperCase())) return;
    else if (token.kind === "sign") this.sign(token.text);
    else if (token.kind !== "language") this.term(this.written(token));
  }

  /** @param {import("./tokens.js").Token} token */
  declare(token) {
    if (token.kind === "name") this.prefix = token.text.slice(0, -1);
    else {
      if (token.kind === "iri") this.declared.set(this.prefix, token.text.slice(1, -1));
      this.place = "start";
      if (token.kind === "word") this.take(token);
    }
  }

  /** @param {string} word in capitals @returns {boolean} whether it is one that changes the place */
  keyword(word) {
    if (word === "PREFIX") this.place = "prefix";
    else if (BEGINNING.has(word)) this.place = "select";
    else if (EXPRESSIONS.has(word)) this.place = "expression";
    else if (AFTER_GROUPS.has(word)) this.place = this.inGroup() ? this.place : "modifiers";
    else if (word === "VALUES") this.place = "value";
    else if (word === "FROM") this.place = "from";
    else if (word === "GRAPH" || word === "SERVICE") this.place = "graph";
    else if (word === "OPTIONAL" || word === "UNION" || word === "MINUS") this.place = "subject";
    else return word !== "A" || this.place !== "predicate";
    return true;
  }

  inGroup() {
    return this.outer.some((each) => each.open === "{");
  }

  /** @param {string} sign */
  sign(sign) {
    if (sign === "{") this.enter("{", this.place === "value" ? "value" : "subject");
    else if (sign === "[" || sign === "{|") this.blank();
    else if (sign === "(" || sign === "<<(") this.enter("(", this.within());
    else if (CLOSING.has(sign)) this.leave();
    else if (this.place === "end" && sign === ";") [this.place, this.path] = ["predicate", []];
    else if (this.place === "end" && sign === ",") this.place = "object";
    else if (sign === "." && this.inGroup() && this.place !== "expression") this.place = "subject";
    else if (this.place === "object" && (sign === "/" || sign === "|")) {
      this.place = "predicate";
      if (sign === "|") this.path.pop();
    } else if (this.place === "predicate" && sign === ";") this.path = [];
  }

  /** What comes after an opening parenthesis. @returns {Place} */
  within() {
    if (this.place === "predicate" || this.place === "object" || this.place === "value") return this.place;
    return "expression";
  }

  /** @param {string} open @param {Place} place what comes next */
  enter(open, place) {
    this.outer.push({ open, place: this.place, subject: this.subject, path: this.path });
    this.place = place;
    if (open === "{") this.path = [];
  }

  blank() {
    const name = `_:${(this.blanks += 1)}`;
    if (this.place === "object") this.statements.push({ subject: this.subject, path: this.path, object: name });
    this.enter("[", "predicate");
    [this.subject, this.path] = [name, []];
  }

  leave() {
    const outer = this.outer.pop();
    if (!outer) return;
    const before = outer.place;
    const blank = this.subject;
    [this.subject, this.path] = [outer.subject, outer.open === "(" && before === "predicate" ? this.path : outer.path];
    if (outer.open === "{") this.place = this.inGroup() ? (before === "expression" && this.outer.at(-1)?.open === "(" ? before : "subject") : "modifiers";
    else if (outer.open === "(") this.place = this.afterParenthesis(before);
    else if (before === "object" || before === "end") this.place = "end";
    else [this.place, this.subject] = ["predicate", blank];
  }

  /** @param {Place} before @returns {Place} */
  afterParenthesis(before) {
    if (before === "predicate") return "object";
    if (before === "object") return "end";
    const inner = this.outer.at(-1);
    return before === "expression" && inner?.open === "{" ? "subject" : before;
  }

  /** @param {string} term */
  term(term) {
    if (this.place === "subject" || this.place === "end") [this.subject, this.path, this.place] = [term, [], "predicate"];
    else if (this.place === "predicate") {
      this.path = [...this.path, term];
      this.place = "object";
    } else if (this.place === "object") {
      this.statements.push({ subject: this.subject, path: this.path, object: term });
      if (this.outer.at(-1)?.open !== "(") this.place = "end";
    } else if (this.place === "graph") this.place = "subject";
    else if (this.place === "from") this.place = "select";
  }

  /** One way to write each term: `?x`, an IRI in full, a literal as it stands. @param {import("./tokens.js").Token} token */
  written(token) {
    if (token.kind === "variable") return `?${token.text.slice(1)}`;
    if (token.kind === "iri") return token.text.slice(1, -1);
    if (token.kind === "word") return token.text === "a" || token.text === "A" ? TYPE : token.text;
    if (token.kind === "name") return expand(token.text, this.declared, this.known) ?? token.text;
    return token.text;
  }
}

/**
 * @param {string} name such as `accord:hasParty`
 * @param {Map<string, string>} declared
 * @param {Record<string, string>} known
 * @returns {string | undefined} the IRI; nothing where the prefix is not known
 */
export function expand(name, declared, known) {
  const colon = name.indexOf(":");
  const prefix = name.slice(0, colon);
  const space = declared.get(prefix) ?? (Object.hasOwn(known, prefix) ? known[prefix] : undefined);
  return space === undefined ? undefined : space + name.slice(colon + 1).replaceAll("\\", "");
}
