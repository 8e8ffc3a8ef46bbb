/** Fields with more values than their page lists: what may be meant is looked up while a reader types. */

import { whenTyped } from "../common/typing.js";

/** Milliseconds without a key before the server is asked. */
const PAUSE = 150;

/** @param {HTMLInputElement} input */
function complete(input) {
  const source = new URL(input.form.dataset.values, document.baseURI);
  source.searchParams.set("parameter", input.name);
  let timer = 0;
  let asked = new AbortController();
  whenTyped(input, () => {
    clearTimeout(timer);
    asked.abort();
    const text = input.value.trim();
    if (text) timer = setTimeout(() => fill(text), PAUSE);
  });

  /** @param {string} text */
  async function fill(text) {
    asked = new AbortController();
    source.searchParams.set("q", text);
    try {
      const answer = await fetch(source, { signal: asked.signal });
      if (!answer.ok) return;
      const { values } = await answer.json();
      input.list.replaceChildren(...values.map(({ value, label }) => new Option(label, value)));
    } catch {
      // Aborted, or no network: the field still takes what is typed, and the server says what it may mean.
    }
  }
}

for (const input of document.querySelectorAll("form[data-values] input[data-more]")) complete(input);
