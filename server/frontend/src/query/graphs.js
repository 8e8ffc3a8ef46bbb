/** The graphs that a request names, each to be left out. */

import { make } from "../common/dom.js";
import { namesGraph } from "../common/request.js";

/** @param {HTMLElement} box @param {import("../common/request.js").Graph[]} graphs none: the query reads what it says itself */
export function showGraphs(box, graphs) {
  box.hidden = graphs.length === 0;
  const items = graphs.map(([name, iri]) => {
    const field = make("input", { type: "checkbox", name, value: iri, checked: true });
    return make("li", {}, make("label", {}, field, " ", make("code", {}, iri), " ", make("span", { class: "quiet" }, name)));
  });
  /** @type {HTMLElement} */ (box.querySelector("ul")).replaceChildren(...items);
}

/** @param {HTMLFormElement} form @returns {import("../common/request.js").Graph[]} those that are still to be read */
export const graphsIn = (form) => /** @type {any} */ ([...new FormData(form)].filter(namesGraph));
