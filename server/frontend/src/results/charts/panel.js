/** The chart of an answer, with the choice of its kind and columns, and its numbers beside it. */

import { lookOf, shown } from "../cell.js";
import { make, save, unique } from "../../common/dom.js";
import { bars } from "./bars.js";
import { byCurrency, groupBy, items, teller } from "./data.js";
import { flow } from "./flow.js";
import { isCourse, line } from "./line.js";
import { drawable } from "./rules.js";
import { asFile } from "./saving.js";
import { timeline } from "./timeline.js";

const DRAWERS = { bars, line, timeline, flow };

export class ChartPanel {
  /**
   * @param {import("../table.js").Table} table whose rows are drawn, as the reader has filtered and sorted them
   * @param {ReturnType<typeof import("./rules.js").offered>} offers
   * @param {import("../table.js").Setting} setting @param {string} fileName
   */
  constructor(table, offers, { say, look, wanted }, fileName) {
    const offer = offers.find(({ chart }) => chart.kind === wanted.chart) ?? offers[0];
    Object.assign(this, { table, offers, say, look, wanted, fileName, offer });
    this.chosen = { ...this.offer.chosen };
    this.told = teller(table.columns, say);
    this.controls = make("div", { class: "table-tools" });
    this.drawings = make("div", { class: "chart-groups" });
    this.element = make("div", { class: "chart-panel" }, this.controls, this.drawings);
    this.width = 0;
    this.offerChoices();
    table.onChange(() => this.redraw());
    // They are as wide as all of it; what is drawn changes the height of the rest, of which a browser would complain.
    new ResizeObserver(() => this.resized()).observe(this.controls);
  }

  /** Draw only when the width is another: the choices may take another height. */
  resized() {
    if (this.element.clientWidth === 0 || this.element.clientWidth === this.width) return;
    this.width = this.element.clientWidth;
    this.redraw();
  }

  offerChoices() {
    const kinds = this.offers.map(({ chart }) => ({ value: chart.kind, text: this.say(chart.title) }));
    const kind = this.choice(this.say("Kind of chart"), kinds, this.offer.chart.kind, (value) => {
      this.offer = this.offers.find(({ chart }) => chart.kind === value);
      this.chosen = { ...this.offer.chosen };
      this.wanted.chart = value;
      this.offerChoices();
      this.controls.querySelector("select").focus();
      this.redraw();
    });
    const roles = this.offer.chart.roles.map((each) => this.roleChoice(each));
    this.controls.replaceChildren(kind, ...roles.filter(Boolean));
  }

  roleChoice({ role, label, fits, optional }) {
    const options = this.table.columns.filter(fits).map(({ name }) => ({ value: name, text: name }));
    if (optional) options.unshift({ value: "", text: this.say("(none)") });
    if (options.length < 2) return null;
    return this.choice(this.say(label), options, this.chosen[role], (value) => {
      this.chosen[role] = value;
      this.redraw();
    });
  }

  choice(words, options, current, chosen) {
    const id = unique("choice");
    const select = make("select", { id, onchange: () => chosen(select.value) }, options.map(({ value, text }) => make("option", { value }, text)));
    select.value = current;
    return make("div", {}, make("label", { for: id }, words), select);
  }

  redraw() {
    if (this.width === 0) return;
    const { chart } = this.offer;
    const rows = drawable(chart, this.chosen, this.table.found);
    const left = this.table.found.length - rows.length;
    const groups = byCurrency(this.table.columns, rows);
    const notes = [];
    if (groups.length > 1) notes.push(this.say("Each currency has a chart of its own: amounts of different currencies cannot be compared."));
    if (left > 0) notes.push(this.say("Rows that lack a value that this chart needs are not drawn: {count}.", { count: left }));
    if (chart.kind === "flow" && repeats(rows, this.chosen)) notes.push(this.say("Some rows have the same end and the same amount. Where one amount stands in several rows, the drawing counts it each time."));
    if (rows.length === 0) notes.push(this.say("Nothing to draw."));
    this.drawings.replaceChildren(...notes.map((note) => make("p", { class: "quiet" }, note)), ...groups.map((group) => this.group(group)));
  }

  group({ currency, rows }) {
    const { chart } = this.offer;
    const drawn = rows.slice(0, chart.most);
    const textOf = (term) => this.table.rows.textOf(term);
    const found = items(chart.kind, this.chosen, drawn, textOf, this.told);
    if (found.length === 0) return "";
    const name = this.nameOf(currency);
    const beside = this.width > 900;
    const width = Math.round(Math.max(280, beside ? this.width * 0.62 : this.width));
    const title = this.say("{title}: {columns}. The table has the same numbers.", { title: this.say(chart.title), columns: name });
    const drawing = DRAWERS[chart.kind](found, { width, title, language: this.look.language });
    const parted = chart.kind === "line" && [...groupBy(found, ({ series }) => series).values()].some((points) => !isCourse(points));
    const note = parted ? make("p", { class: "quiet" }, this.say("Where there are several values at one time, the dots are not joined.")) : null;
    const more = rows.length > drawn.length
      ? make("p", { class: "quiet" }, this.say("The first {count} of {total} rows are drawn. Filter or sort the table to choose others.", { count: drawn.length, total: rows.length }))
      : null;
    const download = make("button", { type: "button", class: "plain", onclick: () => this.save(drawing, currency) }, this.say("Download as SVG"));
    const figure = make("figure", { class: "picture" }, make("figcaption", {}, make("bdi", {}, name)), drawing, note, more, download);
    return make("div", { class: beside ? "chart-group beside" : "chart-group" }, figure, this.numbers(drawn, name));
  }

  nameOf(currency) {
    const names = this.offer.chart.roles.map(({ role }) => this.chosen[role]).filter(Boolean).join(", ");
    if (currency === null) return names;
    return `${names} (${currency || this.say("currency not stated")})`;
  }

  numbers(rows, name) {
    const roles = this.offer.chart.roles.filter(({ role }) => this.chosen[role]);
    const columns = roles.map(({ role }) => this.table.columns.find((each) => each.name === this.chosen[role]));
    const figure = ({ kind, year }) => (kind === "number" && !year ? "number" : null);
    const heads = columns.map((column) => make("th", { scope: "col", class: figure(column) }, column.name));
    const cell = (row, { name, year }) => this.told.instead(row, name) || shown(row[name], this.look, year);
    const cells = (row) => columns.map((column) => make("td", { class: lookOf(row[column.name], column.year) }, cell(row, column)));
    const table = make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, rows.map((row) => make("tr", {}, cells(row)))));
    return make("div", { class: "scroll chart-numbers", tabindex: "0", role: "region", "aria-label": name }, table);
  }

  save(drawing, currency) {
    save(`${this.fileName}${currency ? `-${currency.toLowerCase()}` : ""}.svg`, asFile(drawing, this.nameOf(currency)), "image/svg+xml");
  }
}

/** Whether an amount may be that of one end and not of each pair: its rows all have the same. */
function repeats(rows, { source, target, value }) {
  const pairs = [source, target].flatMap((end) => rows.map((row) => `${end} ${row[end].value} ${row[value].value}`));
  return new Set(pairs).size < pairs.length;
}
