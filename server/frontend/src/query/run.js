/** Asking the endpoint, and stopping it again. */

import { parameters } from "../common/request.js";

/** An answer of more bytes is offered as a download: a page that holds it all would not move any more. */
const LARGEST = 64 << 20;

/** Milliseconds in which a server confirms that it has stopped a query. */
const PATIENCE = 1000;

/**
 * @typedef {{type?: string, title?: string, detail?: string, line?: number, column?: number, token?: string, message?: string, hint?: string}} Problem
 * @typedef {{state: "answered", kind: "select" | "ask" | "graph", json?: any, turtle?: string, milliseconds: number}} Answered
 * @typedef {{state: "stopped", milliseconds: number, isReplaced: boolean}} Stopped since another one was to run, or by its reader
 * @typedef {{state: "failed", status: number, problem: Problem, language: string, wait: number}} Failed
 *   `language` is that of the problem's sentences, `wait` is in seconds, 0 where nothing is said
 * @typedef {{state: "large", bytes: number}} Large at least so many
 * @typedef {{state: "broken", bytes: number}} Broken its end never came
 * @typedef {{state: "strange"}} Strange no answer of the endpoint: something on the way answered in its place
 * @typedef {{state: "unreachable"}} Unreachable
 * @typedef {Answered | Stopped | Failed | Large | Broken | Strange | Unreachable} Outcome
 */

/** More bytes than a page should hold. */
class TooLarge extends Error {}

/** One asking of one query. */
export class Run {
  /**
   * @param {string} endpoint
   * @param {import("../common/request.js").Asked} asked
   * @param {string} tab whose query it is
   */
  constructor(endpoint, asked, tab) {
    [this.endpoint, this.asked, this.tab] = [endpoint, asked, tab];
    // Whoever knows the id can stop the query, so that nobody may guess it.
    this.id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.controller = new AbortController();
    this.isSent = false;
    this.stopped = false;
    /** Whether it was stopped since another one was to run. */
    this.isReplaced = false;
    /** What its reader was told of it, once it has ended. @type {ReturnType<typeof import("./telling.js").tell> | undefined} */
    this.told = undefined;
    /** Where the query is wrong, if that is so. @type {Problem | undefined} */
    this.fault = undefined;
    this.began = performance.now();
    /** How much of the answer has come. */
    this.bytes = 0;
  }

  get milliseconds() {
    return performance.now() - this.began;
  }

  /** @returns {Promise<Outcome>} never rejects */
  async outcome() {
    /** @type {Response | undefined} */
    let response;
    try {
      response = await this.ask();
      if (this.stopped) return this.end;
      if (!response.ok) return await failed(response);
      const bytes = Number(response.headers.get("Content-Length") ?? 0);
      if (bytes > LARGEST) throw new TooLarge();
      return this.answered(response.headers.get("Content-Type") ?? "", await this.read(response));
    } catch (error) {
      if (error instanceof TooLarge) {
        this.controller.abort();
        return { state: "large", bytes: Math.max(this.bytes, Number(response?.headers.get("Content-Length") ?? 0)) };
      }
      if (this.stopped || this.controller.signal.aborted) return this.end;
      return response ? { state: "broken", bytes: this.bytes } : { state: "unreachable" };
    }
  }

  /** @returns {Stopped} */
  get end() {
    return { state: "stopped", milliseconds: this.milliseconds, isReplaced: this.isReplaced };
  }

  ask() {
    this.isSent = true;
    return fetch(this.endpoint, {
      method: "POST",
      body: new URLSearchParams(parameters(this.asked)),
      headers: { Accept: "application/sparql-results+json, text/turtle, application/problem+json;q=0.5", "Query-Id": this.id },
      signal: this.controller.signal,
    });
  }

  /** The text of a response, counted as it comes. @param {Response} response */
  async read(response) {
    const decoder = new TextDecoder();
    const parts = [];
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parts.join("") + decoder.decode();
      this.bytes += value.length;
      if (this.bytes > LARGEST) throw new TooLarge();
      parts.push(decoder.decode(value, { stream: true }));
    }
  }

  /** @param {string} type @param {string} text @returns {Answered | Strange} */
  answered(type, text) {
    const milliseconds = this.milliseconds;
    if (type.startsWith("text/turtle")) return { state: "answered", kind: "graph", turtle: text, milliseconds };
    try {
      const json = JSON.parse(text);
      if ("boolean" in json) return { state: "answered", kind: "ask", json, milliseconds };
      if (json.results?.bindings && json.head?.vars) return { state: "answered", kind: "select", json, milliseconds };
    } catch {
      // A text that is no JSON is told like JSON that is no answer.
    }
    return { state: "strange" };
  }

  /** End the query where it runs, and then stop waiting for it: with its asker gone, its id would mean nothing. */
  stop() {
    this.stopped = true;
    this.stopping ??= this.isSent ? this.tellServer() : Promise.resolve();
    return this.stopping.then(() => this.controller.abort());
  }

  async tellServer() {
    // The request to stop must not be stopped itself, and none of its failures matters to somebody who left.
    const told = fetch(`${this.endpoint}/queries/${this.id}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
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
  const { status, headers } = response;
  return { state: "failed", status, problem, language: headers.get("Content-Language") ?? "", wait: Number(headers.get("Retry-After")) || 0 };
}
