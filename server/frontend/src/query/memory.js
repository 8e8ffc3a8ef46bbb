/** What the browser keeps of somebody's queries: those that are open, those that were closed, and those that were run. */

import { isSame, namesGraph, withoutSettings } from "../common/request.js";

/**
 * @typedef {import("../common/request.js").Graph} Graph
 * @typedef {import("../common/request.js").Asked} Asked
 * @typedef {{id: string, query: string, graphs?: Graph[]}} Tab
 * @typedef {{query: string, graphs?: Graph[], at: number, milliseconds: number, rows?: number}} Past
 * @typedef {{tabs: Tab[], active: string, closed: Asked[], past: Past[]}} State `closed`: the last one last
 */

/** How much is kept; the oldest goes first. */
export const TABS = 20;
export const CLOSED = 20;
export const PAST = 50;
const LONGEST = 20_000;
const KEY = "accordgraph-queries";

/** @returns {State} */
const empty = () => ({ tabs: [], active: "", closed: [], past: [] });

/** @param {unknown} value what was kept, by whatever version @returns {State} what of it can be used */
export function readState(value) {
  const state = empty();
  if (typeof value !== "object" || value === null) return state;
  const { tabs, active, closed, past } = /** @type {Record<string, unknown>} */ (value);
  if (Array.isArray(tabs)) state.tabs = tabs.filter((each) => isAsked(each) && typeof each.id === "string").slice(-TABS);
  if (Array.isArray(closed)) state.closed = closed.filter(isAsked).slice(-CLOSED);
  if (Array.isArray(past)) {
    state.past = past.filter((each) => isAsked(each) && Number.isFinite(each.at) && Number.isFinite(each.milliseconds)).slice(0, PAST);
  }
  if (typeof active === "string" && state.tabs.some((each) => each.id === active)) state.active = active;
  return state;
}

/** @param {any} value */
function isAsked(value) {
  if (typeof value?.query !== "string") return false;
  return value.graphs === undefined || (Array.isArray(value.graphs) && value.graphs.every((each) => Array.isArray(each) && namesGraph(/** @type {any} */ (each))));
}

/**
 * @param {State} state
 * @param {Tab} tab a new one, or a new text of one
 * @param {Asked[]} [examples] that anybody finds again
 * @returns {State} with it as the active one; where there are too many, without the oldest whose query is found elsewhere too
 */
export function withTab(state, tab, examples = []) {
  const known = state.tabs.some((each) => each.id === tab.id);
  const tabs = known ? state.tabs.map((each) => (each.id === tab.id ? tab : each)) : [...state.tabs, tab];
  const isOwn = (/** @type {Tab} */ each) => !isFound(each, [...state.past, ...examples]);
  const order = tabs.filter((each) => each.id !== tab.id).sort((one, other) => Number(isOwn(one)) - Number(isOwn(other)));
  const dropped = new Set(order.slice(0, Math.max(0, tabs.length - TABS)));
  return { ...state, tabs: tabs.filter((each) => !dropped.has(each)), active: tab.id };
}

/** @param {Asked} asked @param {Asked[]} others @returns {boolean} whether a query is among others, or empty */
export const isFound = (asked, others) => !asked.query.trim() || others.some((each) => isSame(each, asked));

/** @param {State} state @param {string} id @returns {State} without this tab; its neighbour is the active one */
export function withoutTab(state, id) {
  const place = state.tabs.findIndex((each) => each.id === id);
  const tabs = state.tabs.filter((each) => each.id !== id);
  const active = state.active === id ? (tabs[Math.min(place, tabs.length - 1)]?.id ?? "") : state.active;
  return { ...state, tabs, active };
}

/** @param {State} state @param {Asked[]} asked @returns {State} with what was closed just now */
export function withClosed(state, asked) {
  return { ...state, closed: [...state.closed, ...asked].slice(-CLOSED) };
}

/** @param {State} state @param {Past} past @returns {State} with what was run just now, once and first */
export function withPast(state, past) {
  if (past.query.length > LONGEST) return state;
  return { ...state, past: [past, ...state.past.filter((each) => !isSame(each, past))].slice(0, PAST) };
}

/**
 * What a query is called: its first comment, else what stands after its prefixes. The example questions have
 * a comment in each language, the others marked by it.
 *
 * @param {string} query
 * @param {string} otherwise
 * @param {string} language
 */
export function title(query, otherwise, language) {
  const text = withoutSettings(query);
  const header = /^(?:\s*#[^\n]*)*/.exec(text)?.[0] ?? "";
  const own = header.match(/^\s*#[ \t]*(\w\w):[ \t]*(\S.*)$/gm)?.map((line) => line.split(/^\s*#[ \t]*(\w\w):[ \t]*/)) ?? [];
  const comment = own.find(([, tongue]) => tongue === language)?.[2] ?? /^\s*#+[ \t]*(\S[^\n]*)/.exec(header)?.[1];
  const body = text.replace(/^\s*(?:#[^\n]*\n\s*|(?:PREFIX|BASE)\b[^>]*>\s*)*/i, "").replace(/\s+/g, " ").trim();
  const found = comment?.trim() || body || otherwise;
  return found.length > 60 ? `${found.slice(0, 59)}…` : found;
}

/** Keeps the state where the browser lets it, and in memory where not: private windows, full disks, policies. */
export class Memory {
  /** @param {Storage | undefined} storage of all windows @param {Storage} [own] of this one */
  constructor(storage, own) {
    [this.storage, this.own] = [storage, own];
    this.state = empty();
    this.works = true;
  }

  /** The tab that was seen last, in this window if it was open before. */
  get last() {
    const { tabs } = this.read();
    const find = (/** @type {unknown} */ id) => tabs.find((tab) => tab.id === id);
    try {
      const seen = readState(JSON.parse(this.storage?.getItem(KEY) ?? "null")).active;
      return find(this.own?.getItem(KEY)) ?? find(seen) ?? tabs.at(-1);
    } catch {
      return tabs.at(-1);
    }
  }

  /** What is kept now, other windows' changes included; where the last change could not be kept, what this page knows. */
  read() {
    if (!this.works) return this.state;
    try {
      const kept = this.storage?.getItem(KEY);
      if (kept) this.state = { ...readState(JSON.parse(kept)), active: this.state.active };
    } catch {
      this.works = false;
    }
    return this.state;
  }

  /** @param {(state: State) => State} change @returns {State} */
  change(change) {
    this.state = change(this.read());
    try {
      if (!this.storage) throw new Error("there is no storage");
      this.storage.setItem(KEY, JSON.stringify(this.state));
      this.own?.setItem(KEY, this.state.active);
      this.works = true;
    } catch {
      this.works = false;
    }
    return this.state;
  }

  /** Forget everything. */
  clear() {
    this.state = empty();
    try {
      this.storage?.removeItem(KEY);
    } catch {
      this.works = false;
    }
    return this.state;
  }
}

/** @param {"localStorage" | "sessionStorage"} kind @returns {Storage | undefined} the browser's, which some settings refuse by an error */
export function browserStorage(kind) {
  try {
    return globalThis[kind];
  } catch {
    return undefined;
  }
}
