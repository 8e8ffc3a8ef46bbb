/** One value, shown. Every text is in an isolate, so that none can turn the direction of what stands beside it. */

import { copyButton } from "../common/copying.js";
import { make } from "../common/dom.js";
import { hrefOf, kindOf, literalText, noteOf, written } from "./terms.js";

/**
 * @typedef {object} Look
 * @property {import("./labels.js").Labels} labels
 * @property {import("./terms.js").Site} site
 * @property {string} language the page's
 * @property {boolean} iris show IRIs instead of names, each with a button that copies it
 * @property {import("../common/copying.js").Say} say
 */

/**
 * What a cell holds.
 * @param {import("./terms.js").Term | undefined} term @param {Look} look @param {boolean} plain digits not grouped
 * @returns {Node[]}
 */
export function shown(term, look, plain = false) {
  if (!term) return [];
  if (term.type === "uri") {
    const name = thing(term.value, look);
    return look.iris ? [make("span", { class: "copied-by" }, name, copyButton(() => term.value, look.say, look.say("Copy {text}", { text: term.value })))] : [name];
  }
  if (term.type === "bnode") return [make("span", { class: "quiet" }, `_:${term.value}`)];
  const text = literalText(term, plain);
  const language = term["xml:lang"];
  const value = make("bdi", { lang: language || null, dir: term["its:dir"] ?? null, title: text === term.value ? null : written(term) }, text);
  const note = noteOf(term);
  return note ? [value, make("span", { class: "note-of-value", title: term.datatype ?? null }, ` ${note}`)] : [value];
}

/** A thing by its name, or its IRI, with a link where it is one. */
function thing(iri, look) {
  const label = look.iris ? { text: iri, language: "" } : look.labels.of(iri);
  const lang = label.language && label.language !== look.language ? label.language : null;
  const href = hrefOf(iri, look.site);
  const text = make("bdi", { lang }, label.text);
  // What leads to a page of this site, or is its own address, needs none beside it on paper.
  const own = href !== iri || label.text === iri;
  return href ? make("a", { href, title: iri, class: own ? "own" : null }, text) : make("span", { title: iri }, text);
}

/** How a cell is set: figures that are compared stand at the right, and neither they nor dates are broken. */
export function lookOf(term, year = false) {
  const kind = kindOf(term);
  if (kind === "number" && !year) return "number";
  return kind === "date" ? "date" : null;
}
