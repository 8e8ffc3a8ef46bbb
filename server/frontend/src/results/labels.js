/** The names of things, asked for when they are to be shown. */

import { shortIri } from "./terms.js";

/** IRIs of one question, and of an answer whose names are all asked for at once. */
const BATCH = 200;
export const ALL = 2000;

export class Labels {
  /**
   * @param {(iris: string[]) => Promise<Map<string, {text: string, language: string}>>} ask
   * @param {import("./terms.js").Site} site
   */
  constructor(ask, site) {
    this.ask = ask;
    this.site = site;
    /** @type {Map<string, {text: string, language: string} | null>} null: asked for, and there is none */
    this.known = new Map();
    this.listeners = [];
  }

  /** Call this whenever names have been learned. */
  onLearn(listener) {
    this.listeners.push(listener);
  }

  /** @param {string} iri */
  of(iri) {
    return this.known.get(iri) ?? { text: shortIri(iri, this.site), language: "" };
  }

  /** Learn the names of these; what the site does not answer is asked for again the next time. */
  async want(iris) {
    const unknown = [...new Set(iris)].filter((iri) => !this.known.has(iri));
    for (const iri of unknown) this.known.set(iri, null);
    const batches = [];
    for (let start = 0; start < unknown.length; start += BATCH) batches.push(unknown.slice(start, start + BATCH));
    let learned = false;
    for (const batch of batches) {
      const found = await this.ask(batch).catch(() => {
        for (const iri of batch) this.known.delete(iri);
        return new Map();
      });
      for (const [iri, label] of found) {
        if (label?.text) this.known.set(iri, label);
        learned = true;
      }
    }
    if (learned) for (const listener of this.listeners) listener();
  }
}
