/** What the page asks the site for beside answers: what to complete from, names, and what is searched for. */

/** IRIs whose names are asked for at once, as many as /labels.json allows. */
const MOST = 500;
/** The pause before what did not come is asked for again, in milliseconds. */
const PAUSE = 5000;

export class Site {
  /** @param {string} endpoint the other addresses stand beside it @param {string} language */
  constructor(endpoint, language) {
    [this.endpoint, this.language] = [endpoint, language];
    /** @type {import("../editor/completion.js").Index | undefined} */
    this.learned = undefined;
    /** @type {Map<string, Promise<{text: string, language: string, href: string} | undefined>>} */
    this.known = new Map();
    this.learn();
  }

  /** What is completed from; the editor is of use before it has come, and asks for it again where it did not. */
  get index() {
    if (!this.learned) this.learn();
    return this.learned;
  }

  learn() {
    this.learning ??= fetch(this.at("completion.json"))
      .then((response) => (response.ok ? response.json() : undefined))
      .then((index) => (this.learned = index))
      .catch(() => undefined)
      .finally(() => setTimeout(() => (this.learning = undefined), PAUSE));
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
   * @returns {Promise<Map<string, {text: string, language: string, href: string}>>} of those that have one; rejects where the site does not answer
   */
  async labels(iris) {
    const fresh = [...new Set(iris)].filter((iri) => !this.known.has(iri));
    for (let begin = 0; begin < fresh.length; begin += MOST) {
      const part = fresh.slice(begin, begin + MOST);
      const told = this.ask(part);
      // What was not answered is asked for again.
      told.catch(() => part.forEach((iri) => this.known.delete(iri)));
      for (const iri of part) this.known.set(iri, told.then((labels) => labels[iri]));
    }
    const found = await Promise.all(iris.map(async (iri) => /** @type {const} */ ([iri, await this.known.get(iri)])));
    return new Map(found.filter(([, label]) => label));
  }

  /** @param {string[]} iris @returns {Promise<Record<string, any>>} rejects where the site does not answer */
  async ask(iris) {
    const response = await fetch(this.at("labels.json"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ iris }),
    });
    if (!response.ok) throw new Error(`the names of things: status ${response.status}`);
    return (await response.json()).labels;
  }
}
