/** Texts that are read and copied: programs, and a graph as Turtle. */

import { LANGUAGES } from "./code.js";
import { make } from "./dom.js";
import { tabs } from "./tabs.js";

/** What a page shows of a long text, in characters. */
const LONGEST = 200_000;

/** @param {string} text @param {import("./table.js").Setting} setting @param {string} words what it is */
export function listing(text, { say }, words) {
  const status = make("span", { class: "quiet", role: "status" });
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    status.textContent = done ? say("Copied") : say("Select the text and copy it by hand.");
  };
  const long = text.length > LONGEST;
  return make(
    "div",
    {},
    make("p", { class: "listing-tools" }, make("button", { type: "button", class: "plain", onclick: copy }, say("Copy")), status),
    make("pre", { tabindex: "0", role: "region", "aria-label": words, dir: "ltr" }, long ? text.slice(0, LONGEST) : text),
    long ? make("p", { class: "quiet" }, say("The text goes on; the download has all of it.")) : null,
  );
}

/** The same query in several languages of programs. */
export function code(asked, setting) {
  const { say } = setting;
  const views = LANGUAGES.map(({ name, write }) => ({ name, title: name, show: () => listing(write(asked), setting, name) }));
  return make("div", { class: "codes" }, tabs(views, say("Languages")));
}
