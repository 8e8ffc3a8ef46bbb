/** `<query-page>`: the form of the query page, run without leaving the page. */

import { format } from "../editor/format.js";
import { showAnswer } from "../results/index.js";
import { speaker } from "../results/words.js";
import { narrow, queryOf } from "./examples.js";
import { Memory, browserStorage, withPast, withTab, withoutTab } from "./memory.js";
import { showPast } from "./past.js";
import { Run } from "./run.js";
import { pack, packedIn, unpack } from "./share.js";
import { Site } from "./site.js";
import { showTabs, tabByKey } from "./tabs.js";
import { duration, tell } from "./telling.js";

/** Answers that are kept, so that they are there when somebody comes back to a tab. */
const ANSWERS = 5;
/** The pause after which what is written is kept, in milliseconds. */
const PAUSE = 400;

export class QueryPage extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.area = this.form.querySelector("textarea");
    this.language = this.lang || "en";
    this.say = speaker(JSON.parse(document.getElementById("words")?.textContent ?? "{}"));
    this.site = new Site(this.form.action, this.language);
    this.memory = new Memory(browserStorage());
    this.putEditor();
    for (const each of this.querySelectorAll("[data-scripted]")) each.hidden = false;
    this.listen();
    this.begin();
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

  /** Answers by tab. @type {Map<string, import("./run.js").Answered & {query: string}>} */
  answers = new Map();

  listen() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.editor.addEventListener("run", () => this.run());
    this.editor.addEventListener("edit", () => this.edited());
    this.addEventListener("click", (event) => this.click(event));
    this.part("tabs").addEventListener("keydown", (event) => this.tabKey(event));
    this.part("search").addEventListener("input", (event) => this.search(event.target.value));
    window.addEventListener("hashchange", () => this.open(location.hash));
    window.addEventListener("pagehide", () => this.keep());
  }

  /** Show what the address asks for; else what was open last time; else the example in the form. */
  async begin() {
    const state = this.memory.read();
    const asked = this.hasAttribute("asked");
    if (await this.open(location.hash)) return;
    const last = state.tabs.find((tab) => tab.id === state.active) ?? state.tabs.at(-1);
    const box = this.part("problem");
    const told = [...box.childNodes];
    if (asked || !last) this.show(this.area.value);
    else this.choose(last.id);
    this.showPast();
    if (!asked) return;
    if (!told.length) {
      this.run();
      return;
    }
    // What failed is not run again by itself: it may have taken the server a minute to find out.
    box.replaceChildren(...told);
    const { line, column, token, message } = box.dataset;
    if (line) this.editor.mark({ line: Number(line), column: Number(column), token, message: message ?? "" });
  }

  /** Open the query that a link holds. @param {string} fragment @returns {Promise<boolean>} whether it holds one */
  async open(fragment) {
    const packed = packedIn(fragment);
    if (packed === undefined) return false;
    this.showPast();
    try {
      this.show(await unpack(packed));
      this.run();
    } catch {
      const last = this.memory.read().tabs.at(-1);
      if (last) this.choose(last.id);
      else this.show(this.area.value);
      this.tellProblem({
        title: this.say("This link holds no query that can be read"),
        text: this.say("It may have been cut off or changed on its way. Ask whoever sent it for the whole link, which begins with {start}", {
          start: `${new URL(this.form.action).href}#q=`,
        }),
      });
    }
    return true;
  }

  /** Show a query in a tab of its own, or in the one that has it already. @param {string} text */
  show(text) {
    const known = this.memory.read().tabs.find((tab) => tab.text.trim() === text.trim());
    if (known) return this.choose(known.id);
    const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.memory.change((state) => withTab(state, { id, text }));
    return this.choose(id);
  }

  /** @param {string} id of a tab */
  choose(id) {
    const state = this.memory.change((before) => ({ ...before, active: id }));
    this.editor.value = state.tabs.find((tab) => tab.id === id)?.text ?? "";
    this.area.value = this.editor.value;
    this.status("");
    this.tellProblem();
    this.showTabs();
    this.showAnswer(this.answers.get(id));
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
    if (!id || this.memory.state.tabs.find((tab) => tab.id === id)?.text === this.editor.value) return;
    this.memory.change((state) => withTab({ ...state, active: id }, { id, text: this.editor.value }));
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
      this.show(query);
      this.run();
      this.form.scrollIntoView({ block: "nearest" });
    }
    const { tab, past, do: action } = /** @type {HTMLElement} */ (target.closest("button"))?.dataset ?? {};
    if (tab) this.leaveTo(tab);
    else if (past) this.show(this.memory.read().past[Number(past)].text);
    else if (action) this.actions[action]?.();
  }

  actions = {
    stop: () => this.running?.stop(),
    new: () => this.show("") ?? this.editor.focus(),
    close: () => this.close(),
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
    const state = this.memory.change((before) => withoutTab(before, this.memory.state.active));
    if (state.active) this.choose(state.active);
    else this.show("");
  }

  clear() {
    const text = this.editor.value;
    this.memory.clear();
    this.show(text);
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
    const link = `${new URL(this.form.action).href}#q=${await pack(this.editor.value)}`;
    history.replaceState(null, "", link);
    const field = /** @type {HTMLInputElement} */ (this.part("link"));
    field.value = link;
    this.part("shared").hidden = false;
    field.select();
    try {
      await navigator.clipboard.writeText(link);
      this.status(this.say("The link is copied. It holds the query itself; nothing is kept on the server."));
    } catch {
      field.focus();
      this.status(this.say("Copy the link. It holds the query itself; nothing is kept on the server."));
    }
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    this.area.value = this.editor.value;
    // Another format than the page is a download, which the form does by itself.
    if (this.form.elements.namedItem("format").value !== "html") return;
    event.preventDefault();
    this.run();
  }

  async run() {
    if (this.running) await this.running.stop();
    this.keep();
    const query = this.editor.value;
    const dataset = [...new FormData(this.form)].filter(([name]) => name.endsWith("-graph-uri"));
    const run = (this.running = new Run(this.form.action, [["query", query], ...dataset], this.memory.state.active));
    this.tellProblem();
    this.wait(run);
    const outcome = await run.outcome();
    if (this.running !== run) return;
    this.running = undefined;
    this.wait();
    this.tell(outcome, query, run);
  }

  /** Show that a query runs, and for how long. @param {Run} [run] none when it has ended */
  wait(run) {
    clearInterval(this.clock);
    this.part("stop").hidden = !run;
    this.toggleAttribute("running", Boolean(run));
    this.part("answer").setAttribute("aria-busy", String(Boolean(run)));
    this.part("clock").textContent = "";
    if (!run) return;
    this.status(this.say("Running …"));
    this.clock = setInterval(() => {
      this.part("clock").textContent = duration(run.milliseconds, this.language);
    }, 100);
  }

  /** @param {import("./run.js").Outcome} outcome @param {string} query @param {Run} run */
  tell(outcome, query, run) {
    const here = this.memory.state.active === run.tab;
    const { status, problem } = tell(outcome, this.say, this.language);
    this.status(here ? status : "");
    if (here) this.tellProblem(problem);
    if (here && outcome.state === "failed") this.markFault(outcome.problem);
    if (outcome.state !== "answered") return;
    const rows = outcome.json?.results?.bindings.length;
    this.memory.change((state) => withPast(state, { text: query, at: Date.now(), milliseconds: outcome.milliseconds, rows }));
    this.showPast();
    this.answers.delete(run.tab);
    this.answers.set(run.tab, { ...outcome, query });
    for (const [tab] of this.answers) if (this.answers.size > ANSWERS) this.answers.delete(tab);
    if (here) this.showAnswer(this.answers.get(run.tab));
  }

  /** @param {import("./run.js").Problem} problem */
  markFault({ line, column = 1, token, message, hint }) {
    if (!line) return;
    this.editor.mark({ line, column, token, message: [message, hint].filter(Boolean).join(" ") });
    this.editor.focus();
  }

  /** @param {(import("./run.js").Answered & {query: string})} [answer] nothing where none is there yet */
  showAnswer(answer) {
    this.part("answer").hidden = !answer;
    if (!answer) return;
    showAnswer(this.part("result"), {
      ...answer,
      endpoint: new URL(this.form.action).href,
      words: JSON.parse(document.getElementById("words")?.textContent ?? "{}"),
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
    const box = this.part("problem");
    box.replaceChildren();
    this.editor.mark();
    if (!told) return;
    const title = document.createElement("h2");
    title.textContent = told.title;
    const lines = [[told.text], [told.detail, "en"], [told.hint, "en"]].filter(([text]) => text);
    box.append(
      title,
      ...lines.map(([text, language]) => {
        const line = document.createElement("p");
        line.textContent = text;
        if (language) line.lang = language;
        return line;
      }),
    );
  }
}
