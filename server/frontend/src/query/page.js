/** `<query-page>`: the form of the query page, run without leaving the page. */

import { copied, copyButton } from "../common/copying.js";
import { whenTyped } from "../common/typing.js";
import { speaker } from "../common/words.js";
import { format } from "../editor/format.js";
import { showAnswer } from "../results/index.js";
import { Asking } from "./asking.js";
import { narrow, queryOf } from "./examples.js";
import { graphsIn, showGraphs } from "./graphs.js";
import { begin, openLink } from "./opening.js";
import { showProblem } from "./problem.js";
import { Queries } from "./queries.js";
import { linkTo } from "./share.js";
import { Site } from "./site.js";

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
    this.queries = new Queries(this);
    /** The tab of the query that the address names. @type {string | undefined} */
    this.addressed = undefined;
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
    this.editor.setAttribute("description", this.say("Escape, then Tab leaves the editor."));
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
    this.part("tabs").addEventListener("keydown", (event) => this.queries.key(event));
    const search = /** @type {HTMLInputElement} */ (this.part("search"));
    whenTyped(search, () => this.search(search.value));
    this.part("graphs").addEventListener("change", () => this.edited());
    this.part("shared").append(copyButton(() => this.part("link").value, this.say));
    window.addEventListener("hashchange", () => openLink(this, location.hash));
    window.addEventListener("pagehide", () => this.queries.keep());
    window.addEventListener("storage", () => this.queries.follow());
  }

  /** The queries of the example questions. */
  get examples() {
    return [...this.querySelectorAll(".asked a")].map((link) => ({ query: queryOf(link) ?? "" }));
  }

  /** What is written now. @returns {Required<Asked>} */
  get asked() {
    return { query: this.editor.value, graphs: graphsIn(this.form) };
  }

  /** Show a tab's query, and what it was answered. @param {import("./memory.js").Tab} tab */
  display({ id, query, graphs = [] }) {
    this.addressed ??= id;
    if (id !== this.addressed) this.leaveAddress();
    this.editor.value = query;
    this.area.value = query;
    showGraphs(this.part("graphs"), graphs);
    this.part("shared").hidden = true;
    this.asking.show();
    this.showAnswer(this.asking.answers.get(id));
  }

  /** Have neither the address nor the ways back to this page name a query, since another one is on it. */
  leaveAddress() {
    if (!location.search && !location.hash) return;
    history.replaceState(null, "", this.form.action);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".tongues a"))) {
      const address = new URL(link.href);
      address.searchParams.set("back", location.pathname.split("/").at(-1) ?? "");
      link.href = address.href;
    }
  }

  edited() {
    this.part("shared").hidden = true;
    this.area.value = this.editor.value;
    this.leaveAddress();
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.queries.keep(), PAUSE);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    const link = target.closest(".asked a");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const query = plain ? queryOf(link) : undefined;
    if (query !== undefined) {
      event.preventDefault();
      this.queries.show({ query });
      this.run();
      this.form.scrollIntoView({ block: "nearest" });
    }
    const { tab, past, do: action } = /** @type {HTMLElement} */ (target.closest("button"))?.dataset ?? {};
    if (tab) this.queries.choose(tab);
    else if (past) this.queries.recall(Number(past));
    else if (action) this.actions[action]?.();
  }

  actions = {
    stop: () => this.asking.stop(),
    new: () => this.queries.show({ query: "" }) ?? this.editor.focus(),
    close: () => this.queries.close(),
    reopen: () => this.queries.reopen(),
    format: () => this.editor.replace(format(this.editor.value)) ?? this.editor.focus(),
    share: () => this.share(),
    complete: () => this.editor.focus() ?? this.editor.complete(),
    clear: () => this.queries.clear(),
  };

  /** @param {string} wanted */
  search(wanted) {
    const items = [...this.querySelectorAll(".asked li")];
    const count = narrow(items, wanted);
    this.part("found").textContent = wanted.trim() ? this.say("{count} of {all} questions", { count, all: items.length }) : "";
  }

  async share() {
    const link = await linkTo(new URL(this.form.action).href, this.asked);
    history.replaceState(null, "", link);
    this.addressed = this.queries.active;
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
    this.queries.keep();
    return this.asking.run(this.asked, this.queries.active);
  }

  /** @param {import("./run.js").Problem} problem */
  markFault({ line, column = 1, token, message, hint }) {
    if (!line) return;
    this.editor.mark({ line, column, token, message: [message, hint].filter(Boolean).join(" ") });
  }

  /** @param {import("./asking.js").Kept} [answer] nothing where none is there yet */
  showAnswer(answer) {
    this.part("answer").hidden = !answer;
    this.part("earlier").hidden = !answer?.isEarlier;
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
    this.part("status").textContent = [text, this.queries.note].filter(Boolean).join(" · ");
  }

  /** @param {import("./telling.js").Told} [told] nothing where nothing is wrong */
  tellProblem(told) {
    this.editor.mark();
    showProblem(this.part("problem"), told);
  }
}
