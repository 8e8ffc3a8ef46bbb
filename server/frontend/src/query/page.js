/** `<query-page>`: the form of the query page, run without leaving the page. */

import { copied, copyButton } from "../common/copying.js";
import { isSame } from "../common/request.js";
import { speaker } from "../common/words.js";
import { format } from "../editor/format.js";
import { showAnswer } from "../results/index.js";
import { Asking } from "./asking.js";
import { narrow, queryOf } from "./examples.js";
import { graphsIn, showGraphs } from "./graphs.js";
import { Memory, browserStorage, withTab, withoutTab } from "./memory.js";
import { begin, openLink } from "./opening.js";
import { showPast } from "./past.js";
import { showProblem } from "./problem.js";
import { linkTo } from "./share.js";
import { Site } from "./site.js";
import { showTabs, tabByKey } from "./tabs.js";

/** The longest query that goes in an address, percent-encoded; longer ones are sent. */
const LONGEST = 8000;
/** The pause after which what is written is kept, in milliseconds. */
const PAUSE = 400;

/** @typedef {import("../common/request.js").Asked} Asked */

export class QueryPage extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.area = this.form.querySelector("textarea");
    this.language = this.lang || "en";
    this.words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
    this.say = speaker(this.words);
    this.site = new Site(this.form.action, this.language);
    this.memory = new Memory(browserStorage());
    this.asking = new Asking(this);
    // Where these scripts come late, somebody may have begun to write.
    const { value, defaultValue, selectionStart } = this.area;
    const begun = value === defaultValue ? undefined : value;
    const writing = document.activeElement === this.area ? selectionStart : undefined;
    this.putEditor();
    for (const each of this.querySelectorAll("[data-scripted]")) each.hidden = false;
    this.listen();
    begin(this, begun).then(() => writing === undefined || this.editor.focus(writing));
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  putEditor() {
    const label = this.form.querySelector("label[for=query]");
    this.editor = document.createElement("sparql-editor");
    this.editor.setAttribute("label", label.textContent);
    this.editor.id = "editor";
    this.editor.phrases = { Completions: this.say("Completions"), Diagnostics: this.say("Mistakes") };
    this.editor.supply = { index: () => this.site.index, language: this.language, search: (text) => this.site.search(text) };
    this.part("editor").append(this.editor);
    this.area.hidden = true;
    label.addEventListener("click", () => this.editor.focus());
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.editor.addEventListener("run", () => this.run());
    this.editor.addEventListener("edit", () => this.edited());
    this.addEventListener("click", (event) => this.click(event));
    this.part("tabs").addEventListener("keydown", (event) => this.tabKey(event));
    this.part("search").addEventListener("input", (event) => this.search(event.target.value));
    this.part("graphs").addEventListener("change", () => this.edited());
    this.part("shared").append(copyButton(() => this.part("link").value, this.say));
    window.addEventListener("hashchange", () => openLink(this, location.hash));
    window.addEventListener("pagehide", () => this.keep());
  }

  /** What is written now. @returns {Required<Asked>} */
  get asked() {
    return { query: this.editor.value, graphs: graphsIn(this.form) };
  }

  /** Show a query in a tab of its own, or in the one that has it already. @param {Asked} asked */
  show(asked) {
    const known = this.memory.read().tabs.find((tab) => isSame(tab, asked));
    if (known) return this.choose(known.id);
    const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.memory.change((state) => withTab(state, { ...asked, id }));
    return this.choose(id);
  }

  /** @param {string} id of a tab */
  choose(id) {
    const state = this.memory.change((before) => ({ ...before, active: id }));
    const tab = state.tabs.find((each) => each.id === id);
    this.editor.value = tab?.query ?? "";
    this.area.value = this.editor.value;
    showGraphs(this.part("graphs"), tab?.graphs ?? []);
    this.status("");
    this.tellProblem();
    this.showTabs();
    this.showAnswer(this.asking.answers.get(id));
  }

  showTabs() {
    showTabs(this.part("tabs"), this.memory.state, this.say, this.language, "editor-panel");
    this.part("editor").setAttribute("aria-labelledby", `tab-${this.memory.state.active}`);
    this.part("forgetful").hidden = this.memory.works;
  }

  showPast() {
    const { past } = this.memory.read();
    this.part("past").hidden = past.length === 0;
    showPast(this.part("past-list"), past, this.say, this.language);
  }

  edited() {
    this.area.value = this.editor.value;
    // The address named a query that is not the one on the page any more.
    if (location.search || location.hash) history.replaceState(null, "", this.form.action);
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), PAUSE);
  }

  keep() {
    const id = this.memory.state.active;
    const [kept, now] = [this.memory.state.tabs.find((tab) => tab.id === id), this.asked];
    if (!id || (kept?.query === now.query && isSame(kept, now))) return;
    this.memory.change((state) => withTab({ ...state, active: id }, { ...now, id }));
    this.showTabs();
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    const link = target.closest(".asked a");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const query = plain ? queryOf(link) : undefined;
    if (query !== undefined) {
      event.preventDefault();
      this.show({ query });
      this.run();
      this.form.scrollIntoView({ block: "nearest" });
    }
    const { tab, past, do: action } = /** @type {HTMLElement} */ (target.closest("button"))?.dataset ?? {};
    if (tab) this.leaveTo(tab);
    else if (past) this.show(askedOf(this.memory.read().past[Number(past)]));
    else if (action) this.actions[action]?.();
  }

  actions = {
    stop: () => this.asking.stop(),
    new: () => this.show({ query: "" }) ?? this.editor.focus(),
    close: () => this.close(),
    reopen: () => this.reopen(),
    format: () => this.editor.replace(format(this.editor.value)),
    share: () => this.share(),
    complete: () => this.editor.focus() ?? this.editor.complete(),
    clear: () => this.clear(),
  };

  /** @param {string} id of a tab */
  leaveTo(id) {
    this.keep();
    this.choose(id);
  }

  /** @param {KeyboardEvent} event */
  tabKey(event) {
    const id = tabByKey(this.memory.state, event.key);
    if (id) this.leaveTo(id);
    else if (event.key === "Delete") this.close();
    else return;
    event.preventDefault();
  }

  close() {
    this.closed = this.asked.query.trim() ? this.asked : this.closed;
    this.part("reopen").hidden = !this.closed;
    const state = this.memory.change((before) => withoutTab(before, this.memory.state.active));
    if (state.active) this.choose(state.active);
    else this.show({ query: "" });
  }

  reopen() {
    if (this.closed) this.show(this.closed);
    this.closed = undefined;
    this.part("reopen").hidden = true;
    this.editor.focus();
  }

  clear() {
    const now = this.asked;
    this.memory.clear();
    this.show(now);
    this.showPast();
    this.status(this.say("Forgotten; only the query on this page is left."));
  }

  /** @param {string} wanted */
  search(wanted) {
    const items = [...this.querySelectorAll(".asked li")];
    const count = narrow(items, wanted);
    this.part("found").textContent = wanted.trim() ? this.say("{count} of {all} questions", { count, all: items.length }) : "";
  }

  async share() {
    const link = await linkTo(new URL(this.form.action).href, this.asked);
    history.replaceState(null, "", link);
    const field = /** @type {HTMLInputElement} */ (this.part("link"));
    field.value = link;
    this.part("shared").hidden = false;
    field.focus();
    field.select();
    this.status(
      (await copied(link))
        ? this.say("The link is copied. It holds the query itself; nothing is kept on the server.")
        : this.say("Copy the link. It holds the query itself; nothing is kept on the server."),
    );
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    this.area.value = this.editor.value;
    // Another format than the page is a download, which the form does by itself.
    if (this.form.elements.namedItem("format").value !== "html") {
      this.form.method = encodeURIComponent(this.area.value).length > LONGEST ? "post" : "get";
      return;
    }
    event.preventDefault();
    this.run();
  }

  run() {
    this.keep();
    return this.asking.run(this.asked, this.memory.state.active);
  }

  /** @param {import("./run.js").Problem} problem */
  markFault({ line, column = 1, token, message, hint }) {
    if (!line) return;
    this.editor.mark({ line, column, token, message: [message, hint].filter(Boolean).join(" ") });
  }

  /** @param {import("./asking.js").Kept} [answer] nothing where none is there yet */
  showAnswer(answer) {
    this.part("answer").hidden = !answer;
    if (!answer) return;
    this.part("asked").textContent = answer.query;
    showAnswer(this.part("result"), {
      ...answer,
      endpoint: new URL(this.form.action).href,
      words: this.words,
      language: this.language,
      labels: (iris) => this.site.labels(iris),
      prefixes: this.site.index?.prefixes,
      base: this.dataset.base,
    });
  }

  /** @param {string} text */
  status(text) {
    this.part("status").textContent = text;
  }

  /** @param {import("./telling.js").Told} [told] nothing where nothing is wrong */
  tellProblem(told) {
    this.editor.mark();
    showProblem(this.part("problem"), told);
  }
}

/** @param {Asked} whole that has more to say @returns {Asked} */
function askedOf({ query, graphs }) {
  return { query, graphs };
}
