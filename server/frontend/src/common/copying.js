/** Copying: one button for whatever can be copied, and one voice that tells it. */

import { draw, make } from "./dom.js";

/** How long a button says that it has copied, in milliseconds. */
const SEEN = 2000;

/** @typedef {(english: string, values?: Record<string, string | number>) => string} Say */

/**
 * A button that copies a text.
 *
 * @param {() => string} text
 * @param {Say} say
 * @param {string} [name] what is copied, where the button is only a sign
 */
export function copyButton(text, say, name) {
  voice();
  const words = name === undefined ? [say("Copy")] : [sign()];
  const button = make("button", { type: "button", class: name === undefined ? "plain" : "copy", "aria-label": name, title: name }, words);
  button.addEventListener("click", async () => {
    const told = (await copied(text())) ? say("Copied") : say("Select the text and copy it by hand.");
    tellAloud(told);
    button.replaceChildren(told);
    setTimeout(() => button.replaceChildren(...words), SEEN);
  });
  return button;
}

/** @param {string} text @returns {Promise<boolean>} whether it is copied */
export async function copied(text) {
  // Only pages that came over a safe connection have a clipboard of their own.
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  return done || selected(text);
}

/** Copy as if somebody had selected the text. @param {string} text */
function selected(text) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const field = make("textarea", { class: "unseen", readonly: true, tabindex: "-1" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}

/** Say something to whoever listens to the page and does not see it. @param {string} text */
function tellAloud(text) {
  const here = voice();
  here.textContent = "";
  // The same words again would be no change, and not be told.
  setTimeout(() => (here.textContent = text), 50);
}

/** The place that is told from; it must be there before there is anything to tell. */
function voice() {
  const known = document.getElementById("voice");
  if (known) return known;
  const made = make("p", { id: "voice", class: "unseen", "aria-live": "polite" });
  (document.querySelector("main") ?? document.body).append(made);
  return made;
}

function sign() {
  const sheets = [draw("rect", { x: 5.5, y: 5.5, width: 8, height: 9, rx: 1.5 }), draw("path", { d: "M3.5,11.5h-.5a1.5,1.5 0 0 1 -1.5,-1.5v-7a1.5,1.5 0 0 1 1.5,-1.5h5.5a1.5,1.5 0 0 1 1.5,1.5v.5" })];
  return draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, sheets);
}
