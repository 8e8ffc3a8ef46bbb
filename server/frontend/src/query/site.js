/** What the page asks the site for beside answers: what to complete from, names, and what is searched for. */

/** IRIs whose names are asked for at once, as many as /labels.json allows. */
const MOST = 500;

export class Site {
  /** @param {string} endpoint the other addresses stand beside it @param {string} language */
  constructor(endpoint, language) {
    [this.endpoint, this.language] = [endpoint, language];
    /** @type {import("../editor/completion.js").Index | undefined} */
    this.index = undefined;
    /** @type {Map<string, Promise<{text: string, language: string, href: string} | undefined>>} */
    this.known = new Map();
    // The editor is of use before this has come.
    fetch(this.at("completion.json"))
      .then((response) => (response.ok ? response.json() : undefined))
      .then((index) => (this.index = index))
      .catch(() => undefined);
  }

  /** @param {string} place */
  at(place) {
    return new URL(place, this.endpoint);
  }

  /**
   * @param {string} text
   * @returns {Promise<{iri: string, label: string, kindLabel: string}[]>}
   */
  async search(text) {
    const address = this.at("suggest.json");
    address.search = String(new URLSearchParams({ q: text, limit: "20" }));
    const response = await fetch(address);
    return response.ok ? (await response.json()).suggestions : [];
  }

  /**
   * The names of things, each asked for once.
   *
   * @param {string[]} iris
   * @returns {Promise<Map<string, {text: string, language: string, href: string}>>} of those that have one
   */
  async labels(iris) {
    const fresh = [...new Set(iris)].filter((iri) => !this.known.has(iri));
    for (let begin = 0; begin < fresh.length; begin += MOST) {
      const part = fresh.slice(begin, begin + MOST);
      const told = this.ask(part);
      for (const iri of part) this.known.set(iri, told.then((labels) => labels[iri]));
    }
    const found = await Promise.all(iris.map(async (iri) => /** @type {const} */ ([iri, await this.known.get(iri)])));
    return new Map(found.filter(([, label]) => label));
  }

  /** @param {string[]} iris @returns {Promise<Record<string, any>>} nothing where the site does not answer */
  async ask(iris) {
    try {
      const response = await fetch(this.at("labels.json"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ iris }),
      });
      return response.ok ? (await response.json()).labels : {};
    } catch {
      return {};
    }
  }
}
