/** Rows as a table: sorted, filtered, in pages; only the page that is seen is in the document. */

import { lookOf, shown } from "./cell.js";
import { describe } from "./columns.js";
import { make, unique } from "../common/dom.js";
import { whenTyped } from "../common/typing.js";
import { ALL } from "./labels.js";
import { grouped } from "./numbers.js";
import { pages } from "./pager.js";
import { printWhole } from "./printing.js";
import { Rows, viewOf } from "./rows.js";

/**
 * @typedef {object} Setting what all parts of a result share
 * @property {ReturnType<typeof import("../common/words.js").speaker>} say
 * @property {import("./cell.js").Look} look
 * @property {import("./wanted.js").Wanted} wanted
 */

export class Table {
  /**
   * @param {string[]} names @param {Record<string, any>[]} rows @param {Setting} setting
   * @param {Record<string, string>} heads what the columns are called where that is not their name
   * @param {[string, string]} unit what a row is called: one, and several with {count}
   */
  constructor(names, rows, setting, heads = {}, unit = ["1 row", "{count} rows"]) {
    const { say, look, wanted } = setting;
    // Where nothing can be chosen, nothing that was is kept: nobody could take it back.
    const view = (wanted.rows = viewOf(names, rows.length > 1 ? wanted.rows : undefined));
    Object.assign(this, { names, all: rows, say, view, look: { ...look, iris: view.iris }, heads, unit });
    this.rows = new Rows(rows, (iri) => this.look.iris ? iri : look.labels.of(iri).text, look.language);
    this.columns = names.map((name) => describe(name, rows));
    /** Rows that go on paper; 0 while it is read on a screen. */
    this.printed = 0;
    this.listeners = [];
    this.build();
    this.found = this.rows.select(view);
    this.fill();
    look.labels.onLearn(() => this.learned());
    printWhole(this);
    this.allNamed = this.learn(rows);
  }

  /** Call this with the rows that the reader has chosen, in their order, whenever these change. */
  onChange(listener) {
    this.listeners.push(listener);
  }

  build() {
    this.status = make("p", { class: "quiet table-count", "aria-live": "polite" });
    this.body = make("tbody");
    this.headers = this.columns.map((column) => this.header(column));
    this.tellSort();
    const title = unique("rows");
    this.status.id = title;
    const table = make("table", { "aria-labelledby": title }, make("thead", {}, make("tr", {}, this.headers)), this.body);
    this.pager = pages(this.say, () => this.fill());
    const box = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": title }, table);
    this.element = make("div", { class: "result-table" }, this.tools(), this.status, this.lacking(), box, this.pager.element);
  }

  /** Which columns are empty from top to bottom: a name that is misspelt, or an expression that fails, is no mistake to the engine. */
  lacking() {
    const names = this.columns.filter(({ kind }) => kind === "none").map(({ name }) => name);
    if (names.length === 0) return null;
    const told = this.say("No row has a value for {names}: the query binds it nowhere, or an expression fails. GROUP_CONCAT needs STR() around things and numbers.", { names: names.join(", ") });
    return make("p", { class: "note" }, told);
  }

  tools() {
    const parts = [];
    if (this.all.length > 1) parts.push(this.search(), ...this.columns.map((column) => this.picker(column)));
    if (this.columns.some(({ kind }) => kind === "iri" || kind === "mixed")) parts.push(this.toggle());
    return parts.length > 0 ? make("div", { class: "table-tools" }, parts) : null;
  }

  search() {
    const id = unique("filter");
    let waiting = 0;
    const field = make("input", { id, type: "search", autocomplete: "off", spellcheck: "false", value: this.view.text });
    whenTyped(field, () => {
      clearTimeout(waiting);
      this.view.text = field.value;
      waiting = setTimeout(() => this.change(), this.all.length > 5000 ? 200 : 0);
    });
    return make("div", {}, make("label", { for: id }, this.say("Filter the rows")), field);
  }

  /** A list of a column's values, where they are few and some occur often. */
  picker({ name, few }) {
    const isOffered = few && few.size > 1 && few.size * 2 <= this.all.length;
    const kept = isOffered ? [...few.keys()].indexOf(this.view.picked.get(name)) : -1;
    if (kept < 0) this.view.picked.delete(name);
    if (!isOffered) return null;
    const id = unique("filter");
    const pick = (event) => {
      if (event.target.value === "all") this.view.picked.delete(name);
      else this.view.picked.set(name, [...few.keys()][Number(event.target.value)]);
      this.change();
    };
    const select = make("select", { id, onchange: pick });
    const offer = () => {
      const options = [...few.values()].map((term, place) => ({ place, text: this.rows.textOf(term) || this.say("(nothing)") }));
      options.sort((a, b) => this.rows.collator.compare(a.text, b.text));
      const chosen = select.value || (kept < 0 ? "all" : kept);
      select.replaceChildren(
        make("option", { value: "all" }, this.say("all")),
        ...options.map(({ place, text }) => make("option", { value: place }, clipped(text))),
      );
      select.value = chosen;
    };
    offer();
    (this.offers ??= []).push(offer);
    return make("div", {}, make("label", { for: id }, this.heads[name] ?? name), select);
  }

  toggle() {
    const flip = (event) => {
      this.look.iris = this.view.iris = event.target.checked;
      this.relabel();
    };
    return make("label", { class: "toggle" }, make("input", { type: "checkbox", checked: this.view.iris, onchange: flip }), ` ${this.say("Show addresses (IRIs)")}`);
  }

  header({ name, kind, year }) {
    const button = make("button", { type: "button", class: "sort", onclick: () => this.sort(name) }, this.heads[name] ?? name);
    return make("th", { scope: "col", class: kind === "number" && !year ? "number" : null }, button);
  }

  /** Sort by a column: first upwards, then downwards, then as the answer came. */
  sort(name) {
    const { sort } = this.view;
    if (sort?.name !== name) this.view.sort = { name, down: false };
    else this.view.sort = sort.down ? null : { name, down: true };
    this.tellSort();
    this.change();
  }

  tellSort() {
    this.names.forEach((each, place) => {
      const way = this.view.sort?.name === each ? (this.view.sort.down ? "descending" : "ascending") : null;
      if (way) this.headers[place].setAttribute("aria-sort", way);
      else this.headers[place].removeAttribute("aria-sort");
    });
  }

  change() {
    this.pager.first();
    this.refresh();
  }

  refresh() {
    this.found = this.rows.select(this.view);
    this.fill();
    for (const listener of this.listeners) listener(this.found);
  }

  /** Where there are too many things to know all their names, the order of the rows stays as it is. */
  learned() {
    if (this.allNamed) this.relabel();
    else {
      this.rows.forget(this.page);
      this.fill();
    }
  }

  relabel() {
    this.rows.forget(this.all);
    for (const offer of this.offers ?? []) offer();
    this.refresh();
  }

  /** Put the page that is to be seen into the document. */
  fill() {
    const [start, end] = this.printed ? [0, this.printed] : this.pager.of(this.found.length);
    this.page = this.found.slice(start, end);
    this.body.replaceChildren(...this.page.map((row) => make("tr", {}, this.columns.map((column) => this.cell(row, column)))));
    this.status.textContent = this.counted();
    this.learn(this.page);
  }

  cell(row, { name, year }) {
    const term = row[name];
    return make("td", { class: lookOf(term, year) }, shown(term, this.look, year));
  }

  counted() {
    const [all, found] = [this.all.length, this.found.length];
    const [one, several] = this.unit;
    const total = all === 1 ? this.say(one) : this.say(several, { count: grouped(String(all)) });
    const counted = found === all ? total : this.say("{count} of {total}", { count: grouped(String(found)), total });
    if (!this.printed || found <= this.printed) return counted;
    return `${counted}; ${this.say("the first {count} are printed", { count: grouped(String(this.printed)) })}`;
  }

  /** Ask for the names of all things in these rows, unless there are too many; says whether it asked. */
  learn(rows) {
    const iris = new Set();
    for (const row of rows) {
      for (const name of this.names) if (row[name]?.type === "uri") iris.add(row[name].value);
      if (iris.size > ALL) return false;
    }
    this.look.labels.want(iris);
    return true;
  }
}

function clipped(text) {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

