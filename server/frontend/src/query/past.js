/** The list of queries that were run. */

import { make } from "../common/dom.js";
import { title } from "./memory.js";
import { duration } from "./telling.js";

/**
 * @param {HTMLElement} list
 * @param {import("./memory.js").Past[]} past
 * @param {import("./telling.js").Say} say
 * @param {string} language
 */
export function showPast(list, past, say, language) {
  // As pages write dates.
  const time = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeStyle: "short" });
  const numbers = new Intl.NumberFormat(language);
  list.replaceChildren(
    ...past.map((each, number) => {
      const button = make("button", { type: "button", class: "as-link", "data-past": number }, title(each.query, say("Empty query"), language));
      const rows = each.rows === undefined ? "" : each.rows === 1 ? say("1 row") : say("{count} rows", { count: numbers.format(each.rows) });
      const told = [time.format(each.at), rows, duration(each.milliseconds, language)].filter(Boolean).join(" · ");
      return make("li", {}, button, make("span", { class: "quiet" }, told));
    }),
  );
}
