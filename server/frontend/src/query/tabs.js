/** The row of open queries. */

import { make } from "../common/dom.js";
import { title } from "./memory.js";

/**
 * @param {HTMLElement} row a tab list
 * @param {import("./memory.js").State} state
 * @param {(english: string) => string} say
 * @param {string} language
 * @param {string} panel the id of what a tab shows
 */
export function showTabs(row, state, say, language, panel) {
  const focused = row.contains(document.activeElement);
  // Where another window has closed the active one, the keyboard still gets to the others.
  const reached = state.tabs.some((tab) => tab.id === state.active) ? state.active : state.tabs[0]?.id;
  row.replaceChildren(
    ...state.tabs.map((tab) => {
      const words = title(tab.query, say("Empty query"), language);
      const attributes = {
        type: "button",
        role: "tab",
        id: `tab-${tab.id}`,
        "data-tab": tab.id,
        title: words,
        "aria-selected": String(tab.id === state.active),
        "aria-controls": panel,
        tabindex: tab.id === reached ? 0 : -1,
      };
      return make("button", attributes, words);
    }),
  );
  const active = /** @type {HTMLElement | null} */ (row.querySelector('[aria-selected="true"]'));
  active?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (focused) active?.focus();
}

/** The tab that a key leads to from another (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/).
 *
 * @param {import("./memory.js").State} state
 * @param {string} key
 * @returns {string | undefined}
 */
export function tabByKey(state, key) {
  const place = state.tabs.findIndex((tab) => tab.id === state.active);
  const last = state.tabs.length - 1;
  const next = { ArrowRight: place === last ? 0 : place + 1, ArrowLeft: place === 0 ? last : place - 1, Home: 0, End: last }[key];
  return next === undefined ? undefined : state.tabs[next]?.id;
}
