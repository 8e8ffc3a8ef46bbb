/** Lays a query out: one statement a line, groups indented, keywords in capitals; words and comments stay. */

import { CALLS, KEYWORDS } from "./keywords.js";
import { tokens } from "./tokens.js";

/** Words that begin a line. */
const CLAUSES = new Set(
  "PREFIX BASE SELECT ASK CONSTRUCT DESCRIBE FROM WHERE OPTIONAL FILTER BIND VALUES GRAPH MINUS GROUP HAVING ORDER LIMIT OFFSET SERVICE".split(" "),
);
/** Words that begin a statement which ends with its parenthesis. */
const CONSTRAINTS = new Set(["FILTER", "BIND"]);
/** Words before which a parenthesis stands apart. */
const SPACED = new Set("SELECT DISTINCT REDUCED VALUES BY AS IN".split(" "));
/** Signs behind which a space stands though none is written: punctuation, and what might begin an IRI with what follows. */
const APART = /^(?:[.,;{}]|<.*)$/;
const CLOSING = /^[)\]]$/;
const INDENT = "  ";
/** The longest group that stays on one line. */
const SHORT = 80;

/** @param {string} text @returns {string} */
export function format(text) {
  const all = tokens(text);
  const writer = new Writer(text, short(all));
  for (const token of all) writer.take(token);
  return writer.done();
}

/**
 * Where groups begin and end that stay on one line: one pattern within another group, such as `{ ?x a ?y }`.
 *
 * @param {import("./tokens.js").Token[]} all
 * @returns {Set<number>}
 */
function short(all) {
  const found = new Set();
  /** @type {import("./tokens.js").Token[]} */
  const open = [];
  let simple = false;
  for (const token of all) {
    if (token.text === "{") {
      open.push(token);
      simple = true;
    } else if (token.text === "}") {
      const begin = open.pop();
      if (simple && begin && open.length && token.end - begin.start <= SHORT) found.add(begin.start).add(token.start);
      simple = false;
    } else if (token.kind === "comment" || token.text === "." || token.text === ";") simple = false;
  }
  return found;
}

class Writer {
  /** @param {string} source @param {Set<number>} short */
  constructor(source, short) {
    [this.source, this.short] = [source, short];
    /** @type {string[]} */
    this.lines = [];
    this.line = "";
    /** Open brackets: "{", "(" or "[". @type {string[]} */
    this.open = [];
    /** Whether what comes next begins a line, unless it goes on with what stands there. */
    this.pendingBreak = false;
    /** Whether a subject with several properties is being written. */
    this.goesOn = false;
    /** Whether a statement is being written that ends with its parenthesis. */
    this.constrains = false;
    this.end = 0;
    /** @type {import("./tokens.js").Token | undefined} */
    this.before = undefined;
  }

  /** How many groups are open: in a query that is not right yet, any bracket may close another. */
  get depth() {
    return this.open.filter((bracket) => bracket === "{").length;
  }

  /** @param {import("./tokens.js").Token} token */
  take(token) {
    const gap = this.source.slice(this.end, token.start);
    const glued = !gap && this.before !== undefined;
    // The sign of a number, or of a path, means something else where it stands apart.
    const sign = this.before?.kind === "sign" ? this.before.text : "";
    this.isStuck = glued && !APART.test(sign);
    this.isHeld = this.isStuck && sign !== "" && !CLOSING.test(sign);
    // An empty line that somebody left between two parts stays.
    if (/\n\s*\n/.test(gap) && !this.open.includes("(")) this.newLine(true);
    this.end = token.end;
    if (token.kind === "comment") this.comment(token, gap);
    else if (this.short.has(token.start)) this.inline(token.text);
    else if (token.kind === "sign") this.sign(token.text, glued);
    else this.word(token);
    this.before = token;
  }

  /** @param {import("./tokens.js").Token} token @param {string} gap */
  comment(token, gap) {
    if (gap.includes("\n") || !this.line) this.newLine();
    this.put(token.text.trimEnd(), Boolean(this.line));
    this.newLine();
  }

  /** @param {import("./tokens.js").Token} token */
  word(token) {
    const upper = token.text.toUpperCase();
    const isKeyword = token.kind === "word" && (CALLS.has(upper) || (KEYWORDS.has(upper) && !["A", "TRUE", "FALSE"].includes(upper)));
    if (isKeyword && CLAUSES.has(upper) && !this.open.includes("(") && !this.joins(upper)) {
      this.newLine();
      this.goesOn = false;
      this.constrains = CONSTRAINTS.has(upper);
    }
    const after = this.before?.text;
    const tight = this.isHeld || (token.kind === "language" && this.before?.kind === "string");
    this.put(isKeyword ? upper : token.text, Boolean(this.line) && !tight && after !== "(" && after !== "[");
  }

  /** Whether a clause's word goes on where another one began: `UNION`, `NOT EXISTS`, `FROM NAMED`, `GROUP_CONCAT`. @param {string} word */
  joins(word) {
    const before = this.before?.text.toUpperCase() ?? "";
    return word === "GRAPH" && before === "FROM";
  }

  /** @param {string} bracket of a short group */
  inline(bracket) {
    this.put(bracket, Boolean(this.line));
    if (bracket === "{") this.open.push("(");
    else {
      this.open.pop();
      this.pendingBreak = !this.open.includes("(");
    }
  }

  /** @param {string} sign @param {boolean} glued */
  sign(sign, glued) {
    if (sign === "{") {
      this.constrains = false;
      this.put("{", Boolean(this.line));
      this.open.push("{");
      this.goesOn = false;
      this.newLine();
    } else if (sign === "}") {
      this.newLine();
      this.open.pop();
      this.goesOn = false;
      this.put("}", false);
      // UNION stays beside its groups; whatever else follows begins a line.
      this.pendingBreak = true;
    } else if (sign === "(" || sign === "[") {
      this.put(sign, Boolean(this.line) && !this.isHeld && !(glued && this.before?.kind !== "sign" && !SPACED.has(this.before?.text.toUpperCase() ?? "")) && this.before?.text !== "(");
      this.open.push(sign);
    } else if (sign === ")" || sign === "]") {
      this.open.pop();
      this.put(sign, sign === "]" && this.before?.text !== "[");
      if (this.constrains && !this.open.includes("(")) [this.constrains, this.pendingBreak] = [false, true];
    } else if ((sign === "." || sign === ";") && this.open.at(-1) !== "(") {
      this.put(sign, this.open.at(-1) !== "[");
      if (this.open.at(-1) === "[") return;
      this.goesOn = sign === ";";
      this.newLine();
    } else if (sign === ",") this.put(",", false);
    else this.put(sign, Boolean(this.line) && !this.isStuck && this.before?.text !== "(");
  }

  /** @param {string} text @param {boolean} spaced */
  put(text, spaced) {
    if (this.pendingBreak && text !== "UNION" && text !== "." && text !== ")") this.newLine();
    this.pendingBreak = false;
    if (!this.line) this.line = INDENT.repeat(this.depth + Number(this.goesOn)) + text;
    else this.line += (spaced ? " " : "") + text;
  }

  /** @param {boolean} [empty] */
  newLine(empty = false) {
    this.pendingBreak = false;
    if (this.line) this.lines.push(this.line);
    this.line = "";
    if (empty && this.lines.length && this.lines.at(-1) !== "") this.lines.push("");
  }

  done() {
    this.newLine();
    return `${this.lines.join("\n")}\n`;
  }
}
