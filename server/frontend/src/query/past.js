/** The list of queries that were run. */

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
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "as-link";
      button.dataset.past = String(number);
      button.textContent = title(each.query, say("Empty query"), language);
      const told = document.createElement("span");
      told.className = "quiet";
      const rows = each.rows === undefined ? "" : each.rows === 1 ? say("1 row") : say("{count} rows", { count: numbers.format(each.rows) });
      told.textContent = [time.format(each.at), rows, duration(each.milliseconds, language)].filter(Boolean).join(" · ");
      item.append(button, told);
      return item;
    }),
  );
}
