/** The queries that are open, each in a tab of its own, and those that were run. */

import { isSame } from "../common/request.js";
import { Memory, TABS, browserStorage, isFound, title, withClosed, withPast, withTab, withoutTab } from "./memory.js";
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
    /** What was closed to make room, in words. */
    this.note = "";
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
    this.note = known ? "" : this.put({ query, graphs, id });
    this.open(id);
  }

  /** Keep a tab. @param {import("./memory.js").Tab} tab @returns {string} what was closed to make room, if anything was that is nowhere else */
  put(tab) {
    const { page } = this;
    const { tabs, past } = this.memory.read();
    const state = this.memory.change((before) => withTab(before, tab, page.examples));
    const dropped = tabs.filter(({ id }) => !state.tabs.some((each) => each.id === id));
    for (const { id } of dropped) page.asking.leave(id);
    const own = dropped.filter((each) => !isFound(each, [...past, ...page.examples]));
    if (!own.length) return "";
    this.memory.change((before) => withClosed(before, own));
    this.showClosed();
    const name = title(own[0].query, page.say("Empty query"), page.language);
    return page.say("At most {count} queries are open, so “{name}” was closed; “Undo closing” brings it back.", { count: TABS, name });
  }

  /** Leave a tab for another. @param {string} id */
  choose(id) {
    if (id === this.active) return;
    this.keep();
    this.note = "";
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

  showClosed() {
    this.page.part("reopen").hidden = this.memory.read().closed.length === 0;
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
    this.page.asking.move(active, id);
    this.note = this.put({ ...now, id }) || this.note;
    this.showTabs();
  }

  /** Another window has kept something: what is written here must not be lost to it, and what it keeps is seen here. */
  follow() {
    this.keep();
    this.showTabs();
    this.showClosed();
    this.showPast();
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
    this.note = "";
    this.page.asking.leave(this.active);
    const state = this.memory.change((before) => withClosed(withoutTab(before, this.active), asked.query.trim() ? [asked] : []));
    this.showClosed();
    if (state.active) this.open(state.active);
    else this.show({ query: "" });
  }

  /** Bring back what was closed last. */
  reopen() {
    const last = this.memory.read().closed.at(-1);
    this.memory.change((state) => ({ ...state, closed: state.closed.slice(0, -1) }));
    if (last) this.show(last);
    this.showClosed();
    this.page.editor.focus();
  }

  /** Forget all but what is seen. */
  clear() {
    const tab = { ...this.page.asked, id: this.active };
    for (const { id } of this.memory.read().tabs) if (id !== tab.id) this.page.asking.leave(id);
    this.memory.clear();
    this.memory.change((state) => withTab(state, tab));
    this.known = tab;
    this.note = "";
    this.showClosed();
    this.showTabs();
    this.showPast();
    this.page.editor.focus();
    this.page.status(this.page.say("Forgotten; only the query on this page is left."));
  }
}
