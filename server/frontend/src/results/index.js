/** Showing the answer to a query. */

/**
 * @typedef {object} Answer
 * @property {"select" | "ask" | "graph"} kind
 * @property {object} [json] SPARQL 1.1 Query Results JSON, of SELECT and ASK
 * @property {string} [turtle] of CONSTRUCT and DESCRIBE
 * @property {string} query
 * @property {string} endpoint its absolute address
 * @property {number} milliseconds
 * @property {Record<string, string>} words the interface's texts in the reader's language
 * @property {string} language
 * @property {(iris: string[]) => Promise<Map<string, {text: string, language: string}>>} labels
 */

/**
 * Show an answer in place of what stands in the host.
 *
 * @param {HTMLElement} host
 * @param {Answer} answer
 */
export function showAnswer(host, answer) {
  const text = document.createElement("pre");
  text.textContent = answer.turtle ?? JSON.stringify(answer.json, null, 2);
  host.replaceChildren(text);
}
