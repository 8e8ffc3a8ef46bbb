/** Asking the endpoint, and stopping it again. */

/** An answer of more bytes is offered as a download: a page that holds it all would not move any more. */
export const LARGEST = 16 << 20;

/** Milliseconds in which a server confirms that it has stopped a query. */
const PATIENCE = 1000;

/**
 * @typedef {{type?: string, title?: string, detail?: string, line?: number, column?: number, token?: string, message?: string, hint?: string}} Problem
 * @typedef {{state: "answered", kind: "select" | "ask" | "graph", json?: any, turtle?: string, milliseconds: number}} Answered
 * @typedef {{state: "stopped", milliseconds: number}} Stopped
 * @typedef {{state: "failed", status: number, problem: Problem, wait: number}} Failed `wait` is in seconds, 0 where nothing is said
 * @typedef {{state: "large", bytes: number, milliseconds: number}} Large
 * @typedef {{state: "unreachable"}} Unreachable
 * @typedef {Answered | Stopped | Failed | Large | Unreachable} Outcome
 */

/** One asking of one query. */
export class Run {
  /**
   * @param {string} endpoint
   * @param {[string, string][]} parameters of the request
   * @param {string} tab whose query it is
   */
  constructor(endpoint, parameters, tab) {
    [this.endpoint, this.parameters, this.tab] = [endpoint, parameters, tab];
    // Whoever knows the id can stop the query, so that nobody may guess it.
    this.id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.controller = new AbortController();
    this.stopped = false;
    this.began = performance.now();
  }

  get milliseconds() {
    return performance.now() - this.began;
  }

  /** @returns {Promise<Outcome>} never rejects */
  async outcome() {
    try {
      const response = await fetch(this.endpoint, {
        method: "POST",
        body: new URLSearchParams(this.parameters),
        headers: { Accept: "application/sparql-results+json, text/turtle, application/problem+json;q=0.5", "Query-Id": this.id },
        signal: this.controller.signal,
      });
      if (this.stopped) return { state: "stopped", milliseconds: this.milliseconds };
      if (!response.ok) return await failed(response);
      const bytes = Number(response.headers.get("Content-Length") ?? 0);
      if (bytes > LARGEST) {
        this.controller.abort();
        return { state: "large", bytes, milliseconds: this.milliseconds };
      }
      return this.answered(response.headers.get("Content-Type") ?? "", await response.text());
    } catch (error) {
      if (this.stopped || this.controller.signal.aborted) return { state: "stopped", milliseconds: this.milliseconds };
      return { state: "unreachable" };
    }
  }

  /** @param {string} type @param {string} text @returns {Answered} */
  answered(type, text) {
    const milliseconds = this.milliseconds;
    if (type.startsWith("text/turtle")) return { state: "answered", kind: "graph", turtle: text, milliseconds };
    const json = JSON.parse(text);
    return { state: "answered", kind: "boolean" in json ? "ask" : "select", json, milliseconds };
  }

  /** End the query where it runs, and then stop waiting for it: with its asker gone, its id would mean nothing. */
  async stop() {
    this.stopped = true;
    // The request to stop must not be stopped itself, and none of its failures matters to somebody who left.
    const told = fetch(`${this.endpoint}/queries/${this.id}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.controller.abort();
  }
}

/** @param {Response} response @returns {Promise<Failed>} */
async function failed(response) {
  const text = await response.text().catch(() => "");
  /** @type {Problem} */
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // A proxy answers with a page of its own; its status says enough.
  }
  return { state: "failed", status: response.status, problem, wait: Number(response.headers.get("Retry-After")) || 0 };
}
