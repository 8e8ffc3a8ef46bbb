/** Texts that are read and copied: programs, and a graph as Turtle. */

import { copyButton } from "../common/copying.js";
import { make } from "../common/dom.js";
import { LANGUAGES } from "./code.js";
import { tabs } from "./tabs.js";

/** What a page shows of a long text, in characters. */
const LONGEST = 200_000;

/** @param {string} text @param {import("./table.js").Setting} setting @param {string} words what it is */
export function listing(text, { say }, words) {
  const long = text.length > LONGEST;
  return make(
    "div",
    {},
    make("p", { class: "listing-tools" }, copyButton(() => text, say)),
    make("pre", { tabindex: "0", role: "region", "aria-label": words, dir: "ltr" }, long ? text.slice(0, LONGEST) : text),
    long ? make("p", { class: "quiet" }, say("The text goes on; the download has all of it.")) : null,
  );
}

/** The same query in several languages of programs. */
export function code(asked, setting) {
  const { say, wanted } = setting;
  const views = LANGUAGES.map(({ name, write }) => ({ name, title: name, show: () => listing(write(asked), setting, name) }));
  return make("div", { class: "codes" }, tabs(views, say("Languages"), wanted.program, (name) => (wanted.program = name)));
}
