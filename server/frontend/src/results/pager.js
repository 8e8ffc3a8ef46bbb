/** Pages of a list. */

import { make, unique } from "../common/dom.js";
import { grouped } from "./numbers.js";

const SIZES = [25, 100, 500];

/** @param {any} say @param {() => void} turned called when another page is wanted */
export function pages(say, turned) {
  let page = 0;
  let size = SIZES[0];
  let total = 0;
  const last = () => Math.max(0, Math.ceil(total / size) - 1);
  const turn = (to) => {
    page = Math.min(Math.max(0, to()), last());
    turned();
  };
  const button = (text, to) => make("button", { type: "button", class: "plain", onclick: () => turn(to) }, text);
  const buttons = [
    button(say("First page"), () => 0),
    button(say("Previous page"), () => page - 1),
    button(say("Next page"), () => page + 1),
    button(say("Last page"), last),
  ];
  const place = make("span", { class: "quiet", "aria-live": "polite" });
  const id = unique("size");
  const choose = (event) => {
    const first = page * size;
    size = Number(event.target.value);
    turn(() => Math.floor(first / size));
  };
  const sizes = make("select", { id, onchange: choose }, SIZES.map((each) => make("option", { value: each }, String(each))));
  const steps = make("span", { class: "steps" }, buttons.slice(0, 2), place, buttons.slice(2));
  const element = make("div", { class: "pages" }, steps, make("span", {}, make("label", { for: id }, say("Rows a page")), sizes));

  return {
    element,
    first: () => void (page = 0),
    /** Where the page begins and ends in a list of so many. */
    of(count) {
      total = count;
      page = Math.min(page, last());
      element.hidden = total <= SIZES[0];
      buttons.forEach((each, which) => each.setAttribute("aria-disabled", String(which < 2 ? page === 0 : page === last())));
      const values = { page: grouped(String(page + 1)), pages: grouped(String(last() + 1)) };
      place.textContent = say("Page {page} of {pages}", values);
      return [page * size, Math.min(total, (page + 1) * size)];
    },
  };
}
