/** Completions as CodeMirror wants them, and where they come from. */

import { options, searchable } from "./completion.js";
import { thing } from "./knowledge.js";
import { situation } from "./situation.js";

/** The pause after which names beyond the index are searched for, in milliseconds, and the shortest such name. */
const PAUSE = 250;
const SHORTEST = 2;

/**
 * @typedef {object} Supply
 * @property {() => import("./completion.js").Index | undefined} index
 * @property {string} language
 * @property {(text: string) => Promise<{iri: string, label: string, kindLabel: string}[]>} search
 */

/** @typedef {import("@codemirror/autocomplete").Completion} Completion */

/**
 * @param {import("@codemirror/autocomplete").CompletionContext} context
 * @param {Supply} [supply]
 * @returns {Promise<import("@codemirror/autocomplete").CompletionResult | null>}
 */
export async function completionSource(context, supply) {
  const index = supply?.index();
  if (!supply || !index) return null;
  const here = situation(context.state.doc.toString(), context.pos, index.prefixes);
  // A path that goes on asks for a property as plainly as a letter does.
  const begun = here.word || (here.place === "predicate" && /[/^|]/.test(context.state.sliceDoc(context.pos - 1, context.pos)));
  if (here.place === "none" || (!begun && !context.explicit)) return null;
  let found = options(here, index, supply.language);
  const kinds = searchable(here, index);
  if (kinds && here.word.slice(here.word.indexOf(":") + 1).length >= SHORTEST) {
    found = [...found, ...(await beyond(context, supply, here, index, found, kinds))];
  }
  // What is written whole already needs no offer, and Enter is to begin a line.
  if (!found.length || (!context.explicit && found.some((each) => each.text === here.word))) return null;
  return { from: here.from, to: here.to, filter: false, options: found.map((each) => completion(each, supply.language)) };
}

/** Things that the index does not have, by the search of the site. */
async function beyond(context, supply, here, index, known, kinds) {
  await new Promise((wake) => setTimeout(wake, PAUSE));
  if (context.aborted) return [];
  const texts = new Set(known.map((each) => each.text));
  const word = here.word.slice(here.word.indexOf(":") + 1);
  const hits = await supply.search(word).catch(() => []);
  return hits
    .filter(({ iri }) => !kinds.length || kinds.some((space) => iri.startsWith(space)))
    .map((hit) => thing(hit.iri, {}, hit.label, here, index, hit.kindLabel))
    .filter((each) => !texts.has(each.text));
}

/** @param {import("./completion.js").Option} option @param {string} language @returns {Completion} */
function completion(option, language) {
  const count = option.count === undefined ? "" : new Intl.NumberFormat(language).format(option.count);
  return {
    label: option.text,
    detail: [option.name, count].filter(Boolean).join(" · ") || undefined,
    info: option.about || undefined,
    apply: (view, _, from, to) => apply(view, option, from, to),
  };
}

/**
 * Write an option, and at the top the prefix that it needs.
 *
 * @param {import("@codemirror/view").EditorView} view
 * @param {import("./completion.js").Option} option
 * @param {number} from
 * @param {number} to
 */
function apply(view, option, from, to) {
  const changes = [{ from, to, insert: option.text }];
  let shift = 0;
  if (option.needs) {
    const text = view.state.doc.toString();
    const line = `PREFIX ${option.needs.prefix}: <${option.needs.space}>\n`;
    const at = afterHeader(text);
    shift = line.length;
    changes.unshift({ from: at, to: at, insert: line });
  }
  view.dispatch({ changes, selection: { anchor: from + shift + option.text.length }, userEvent: "input.complete", scrollIntoView: true });
}

/** Where the first line stands that is no comment. @param {string} text */
export function afterHeader(text) {
  const header = /^(?:[ \t]*#[^\n]*\n|[ \t]*\n)*/.exec(text);
  return header ? header[0].length : 0;
}
