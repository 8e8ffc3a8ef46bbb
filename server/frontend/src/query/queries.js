/** The queries that are open, each in a tab of its own, and those that were run. */

import { isSame } from "../common/request.js";
import { Memory, browserStorage, withPast, withTab, withoutTab } from "./memory.js";
import { showPast } from "./past.js";
import { showTabs, tabByKey } from "./tabs.js";

/** @typedef {import("../common/request.js").Asked} Asked */

const newId = () => crypto.getRandomValues(new Uint32Array(2)).join("-");

/** @param {Asked | undefined} one @param {Asked | undefined} other @returns {boolean} to the last space */
const isAlike = (one, other) => one !== undefined && one.query === other?.query && isSame(one, other);

export class Queries {
  /** @param {import("./page.js").QueryPage} page */
  constructor(page) {
    this.page = page;
    this.memory = new Memory(browserStorage("localStorage"), browserStorage("sessionStorage"));
    /** What this window knows its tab to hold. @type {Asked | undefined} */
    this.known = undefined;
    /** The one that was closed last. @type {Asked | undefined} */
    this.closed = undefined;
  }

  /** The tab that is seen, "" before any is. */
  get active() {
    return this.memory.state.active;
  }

  /** The one that was open last time, if any. */
  get last() {
    return this.memory.last;
  }

  /** Show a query in a tab of its own, or in the one that has it already. @param {Asked} asked */
  show({ query, graphs }) {
    this.keep();
    const known = this.memory.read().tabs.find((tab) => isSame(tab, { query, graphs }));
    const id = known?.id ?? newId();
    if (!known) this.memory.change((state) => withTab(state, { query, graphs, id }));
    this.open(id);
  }

  /** Leave a tab for another. @param {string} id */
  choose(id) {
    this.keep();
    this.open(id);
  }

  /** @param {string} id of a tab */
  open(id) {
    const state = this.memory.change((before) => ({ ...before, active: id }));
    const tab = state.tabs.find((each) => each.id === id) ?? { id, query: "" };
    this.known = tab;
    this.page.display(tab);
    this.showTabs();
  }

  showTabs() {
    const { page } = this;
    showTabs(page.part("tabs"), this.memory.state, page.say, page.language, "editor-panel");
    page.part("editor").setAttribute("aria-labelledby", `tab-${this.active}`);
    page.part("forgetful").hidden = this.memory.works;
  }

  showPast() {
    const { past } = this.memory.read();
    this.page.part("past").hidden = past.length === 0;
    showPast(this.page.part("past-list"), past, this.page.say, this.page.language);
  }

  /** @param {import("./memory.js").Past} past what was run just now */
  remember(past) {
    this.memory.change((state) => withPast(state, past));
    this.showPast();
  }

  /** @param {number} place in the list of those that were run */
  recall(place) {
    this.show(this.memory.read().past[place]);
  }

  /** Keep what is written in the tab that is seen; in a new one where another window has written in that. */
  keep() {
    const { active, known } = this;
    const [kept, now] = [this.memory.read().tabs.find((tab) => tab.id === active), this.page.asked];
    // A tab that another window closed comes back only when somebody goes on writing here.
    if (!active || isAlike(kept ?? known, now)) return;
    const id = kept && !isAlike(kept, known) ? newId() : active;
    this.known = now;
    this.memory.change((state) => withTab(state, { ...now, id }));
    this.page.asking.move(active, id);
    this.showTabs();
  }

  /** @param {KeyboardEvent} event on a tab */
  key(event) {
    const id = tabByKey(this.memory.state, event.key);
    if (id) this.choose(id);
    else if (event.key === "Delete") this.close();
    else return;
    event.preventDefault();
  }

  close() {
    const { asked } = this.page;
    if (asked.query.trim()) this.closed = asked;
    this.page.part("reopen").hidden = !this.closed;
    const state = this.memory.change((before) => withoutTab(before, this.active));
    if (state.active) this.open(state.active);
    else this.show({ query: "" });
  }

  /** Bring back what was closed last. */
  reopen() {
    if (this.closed) this.show(this.closed);
    this.closed = undefined;
    this.page.part("reopen").hidden = true;
    this.page.editor.focus();
  }

  /** Forget all but what is seen. */
  clear() {
    const now = this.page.asked;
    this.memory.clear();
    this.closed = undefined;
    this.page.part("reopen").hidden = true;
    this.show(now);
    this.showPast();
    this.page.status(this.page.say("Forgotten; only the query on this page is left."));
  }
}
