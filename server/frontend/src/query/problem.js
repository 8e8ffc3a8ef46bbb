/** What went wrong, below the editor. */

import { make } from "../common/dom.js";

/** @param {HTMLElement} box @param {import("./telling.js").Told} [told] nothing where nothing is wrong */
export function showProblem(box, told) {
  box.replaceChildren();
  if (!told) return;
  const details = (told.details ?? []).map((each) => make("p", { lang: told.language || null }, each));
  const mend = told.offer ? [make("p", {}, make("button", { type: "button", class: "plain", onclick: told.offer.act }, told.offer.words))] : [];
  box.append(make("h2", {}, told.title), ...details, ...(told.text ? [make("p", {}, told.text)] : []), ...mend);
}
