/** Several views of one thing, of which one is seen (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). */

import { make, unique } from "../common/dom.js";

/**
 * @param {{name: string, title: string, show: () => Node}[]} views `show` is called when a view is first seen
 * @param {string} words what these are views of
 * @param {string} [first] the one that is seen first, where it is there
 * @param {(name: string) => void} [chosen] called with what somebody chooses
 */
export function tabs(views, words, first, chosen = () => {}) {
  const made = views.map(({ name, title, show }) => {
    const [tab, panel] = [unique("tab"), unique("panel")];
    return {
      name,
      show,
      tab: make("button", { type: "button", role: "tab", id: tab, "aria-controls": panel, "aria-selected": "false", tabindex: "-1" }, title),
      panel: make("div", { role: "tabpanel", id: panel, "aria-labelledby": tab, tabindex: "0", hidden: true }),
    };
  });
  const select = (chosen) => {
    for (const each of made) {
      const seen = each === chosen;
      each.tab.setAttribute("aria-selected", String(seen));
      each.tab.tabIndex = seen ? 0 : -1;
      each.panel.hidden = !seen;
    }
    if (!chosen.panel.hasChildNodes()) chosen.panel.append(chosen.show());
  };
  const step = (event) => {
    const place = made.findIndex(({ tab }) => tab === event.target);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: made.length - 1 }[event.key];
    if (to === undefined || place < 0) return;
    event.preventDefault();
    const next = made[(to + made.length) % made.length];
    choose(next);
    next.tab.focus();
  };
  const choose = (each) => {
    select(each);
    chosen(each.name);
  };
  for (const each of made) each.tab.addEventListener("click", () => choose(each));
  const list = make("div", { role: "tablist", "aria-label": words, class: "tabs", onkeydown: step }, made.map(({ tab }) => tab));
  select(made.find(({ name }) => name === first) ?? made[0]);
  return make("div", {}, list, made.map(({ panel }) => panel));
}
