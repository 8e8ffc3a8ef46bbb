/**
 * Suggestions while a reader types into a search box: a combobox with a list
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without scripts the box is a plain form.
 */

import { make, unique } from "../common/dom.js";
import { whenTyped } from "../common/typing.js";

/**
 * @typedef {{ label: string, language: string, kindLabel: string, href: string, matched?: string }} Suggestion
 */

/** Milliseconds without a key before the server is asked. */
const PAUSE = 120;
/** Answers that are remembered. */
const REMEMBERED = 50;

class SearchBox {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.source = new URL(form.dataset.suggest, document.baseURI);
    /** @type {Map<string, Suggestion[]>} */
    this.known = new Map();
    this.selected = -1;
    const name = form.querySelector("label").textContent;
    this.list = make("ul", { id: unique("suggestions"), class: "suggestions", role: "listbox", "aria-label": name, hidden: true });
    this.status = make("p", { class: "unseen", "aria-live": "polite" });
    form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    }))
      this.input.setAttribute(name, value);
    whenTyped(this.input, () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // A press must not take the focus away before the click that follows.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.request?.abort();
    const text = this.input.value.trim();
    if (!text) return this.close();
    const found = this.known.get(text) ?? (await this.fetched(text));
    // An answer that comes when something else stands in the box, or the reader has left it, is too late.
    if (found && this.input.value.trim() === text && document.activeElement === this.input) this.show(found);
  }

  /**
   * @param {string} text
   * @returns {Promise<Suggestion[] | null>} null where there is no answer
   */
  async fetched(text) {
    const request = (this.request = new AbortController());
    const address = new URL(this.source);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) return null;
      const { suggestions } = await answer.json();
      if (this.known.size >= REMEMBERED) this.known.delete(this.known.keys().next().value);
      this.known.set(text, suggestions);
      return suggestions;
    } catch {
      return null; // aborted, or no network: the form still works
    }
  }

  /** Show what was found; what is selected stays so where it is still there. @param {Suggestion[]} suggestions */
  show(suggestions) {
    const options = suggestions.map((each, place) => this.option(each, place));
    const selected = this.list.children[this.selected]?.dataset.href;
    this.list.replaceChildren(...options);
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.select(options.findIndex((each) => each.dataset.href === selected));
    const { found, none } = this.form.dataset;
    this.status.textContent = suggestions.length ? found.replace("{number}", String(suggestions.length)) : none;
  }

  /**
   * @param {Suggestion} suggestion
   * @param {number} place
   */
  option(suggestion, place) {
    const name = make("span", { lang: suggestion.language || null }, suggestion.label);
    const more = suggestion.matched ? `${suggestion.matched} · ${suggestion.kindLabel}` : suggestion.kindLabel;
    const attributes = { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false", "data-href": new URL(suggestion.href, this.source).href };
    return make("li", attributes, name, " ", make("span", { class: "quiet" }, more));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    // The key that ends a composition comes after its end in Safari, and has this number.
    if (event.isComposing || event.keyCode === 229) return;
    const isOpen = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (isOpen) this.select(this.selected + step);
      else this.ask();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault(); // else the browser empties the box
      this.close();
    } else if (event.key === "Enter" && isOpen && this.selected >= 0) {
      event.preventDefault();
      this.go(this.list.children[this.selected]);
    }
  }

  /**
   * Select an option; before the first and after the last is the box itself.
   * @param {number} place
   */
  select(place) {
    const count = this.list.children.length;
    this.list.children[this.selected]?.setAttribute("aria-selected", "false");
    this.selected = place < -1 ? count - 1 : place >= count ? -1 : place;
    const option = this.list.children[this.selected];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {HTMLElement | null} option */
  go(option) {
    if (option) location.assign(option.dataset.href);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.selected = -1;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new SearchBox(form);
