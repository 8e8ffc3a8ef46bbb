/** SPARQL to CodeMirror: kinds of words, and how they look. */

import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { CALLS, KEYWORDS } from "./keywords.js";
import { tokenAt } from "./tokens.js";

/** @type {Record<string, string>} */
const STYLES = {
  comment: "comment",
  iri: "url",
  string: "string",
  open: "invalid",
  variable: "variableName",
  language: "meta",
  number: "number",
  name: "propertyName",
};

/** @param {import("./tokens.js").Token} token */
function style(token) {
  if (token.kind !== "word") return STYLES[token.kind] ?? (/[{}()[\]]/.test(token.text) ? "bracket" : "operator");
  const word = token.text.toUpperCase();
  if (KEYWORDS.has(word)) return "keyword";
  return CALLS.has(word) ? "operatorKeyword" : "name";
}

const language = StreamLanguage.define({
  name: "sparql",
  /** @returns {{quotes: string}} what ends the long string that a line begins in */
  startState: () => ({ quotes: "" }),
  token(stream, state) {
    if (!state.quotes) {
      if (stream.eatSpace()) return null;
      const token = tokenAt(stream.string, stream.pos);
      if (token.kind !== "open" || !/^("""|''')/.test(token.text)) {
        stream.pos = token.end;
        return style(token);
      }
      state.quotes = token.text.slice(0, 3);
      stream.pos += 3;
    }
    while (!stream.eol()) {
      if (stream.match(state.quotes)) {
        state.quotes = "";
        break;
      }
      if (stream.next() === "\\") stream.next();
    }
    return "string";
  },
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"', "'"] } },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--code-keyword)" },
  { tag: tags.keyword, fontWeight: "600" },
  { tag: tags.variableName, color: "var(--code-variable)" },
  { tag: tags.propertyName, color: "var(--code-name)" },
  { tag: [tags.string, tags.number, tags.meta], color: "var(--code-value)" },
  { tag: tags.url, color: "var(--code-value)" },
  { tag: tags.comment, color: "var(--quiet)" },
  { tag: tags.invalid, color: "var(--alert)", textDecoration: "underline wavy" },
]);

/** @returns {import("@codemirror/state").Extension} */
export const sparql = () => [language, syntaxHighlighting(colours)];
