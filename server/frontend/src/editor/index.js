/** `<sparql-editor>`: CodeMirror in a shadow root, where its styles need neither an inline style nor a nonce. */

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { forEachDiagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "./language.js";
import { completionSource } from "./source.js";
import { theme } from "./theme.js";

/** @typedef {{line: number, column: number, token?: string, message: string}} Fault counted from 1, in characters */

/** Events: `edit` when somebody changed the text, `run` when a key asks for the answer. */
class SparqlEditor extends HTMLElement {
  /** What is completed from. @type {import("./source.js").Supply | undefined} */
  supply = undefined;
  /** The editor's own few words in the reader's language. @type {Record<string, string>} */
  phrases = {};

  connectedCallback() {
    if (this.view) return;
    const root = this.attachShadow({ mode: "open" });
    this.view = new EditorView({ root, parent: root, state: this.state("") });
  }

  /** @param {string} text a new one, so that its history begins here */
  state(text) {
    const run = () => this.dispatchEvent(new CustomEvent("run"));
    return EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Mod-Enter", run, preventDefault: true },
          { key: "Tab", run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of("  "),
        autocompletion({ override: [(context) => completionSource(context, this.supply)], icons: false, maxRenderedOptions: 60 }),
        lintGutter(),
        sparql(),
        theme,
        EditorView.lineWrapping,
        EditorState.phrases.of(this.phrases),
        EditorView.contentAttributes.of({
          "aria-label": this.getAttribute("label") ?? "",
          "aria-description": this.getAttribute("description") ?? "",
          autocapitalize: "off",
          tabindex: "0",
          spellcheck: "false",
        }),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          this.forget(update);
          this.dispatchEvent(new CustomEvent("edit"));
        }),
      ],
    });
  }

  /** @returns {string} */
  get value() {
    return this.view?.state.doc.toString() ?? "";
  }

  /** Show another text; what was done to the one before cannot be undone in it. @param {string} text */
  set value(text) {
    this.view?.setState(this.state(text));
  }

  /** Change the text so that it can be undone. @param {string} text */
  replace(text) {
    if (text !== this.value) this.view?.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** @param {number} [place] where to go on writing */
  focus(place) {
    if (place !== undefined) this.view?.dispatch({ selection: { anchor: Math.min(place, this.view.state.doc.length) } });
    this.view?.focus();
  }

  complete() {
    if (this.view) startCompletion(this.view);
  }

  /** Mark where the text is wrong, and go there; nothing takes the mark away. @param {Fault} [fault] */
  mark(fault) {
    const view = this.view;
    if (!view) return;
    if (!fault) {
      view.dispatch(setDiagnostics(view.state, []));
      return;
    }
    const line = view.state.doc.line(Math.min(Math.max(fault.line, 1), view.state.doc.lines));
    // Python counts code points, JavaScript halves of some.
    const before = [...line.text].slice(0, fault.column - 1).join("").length;
    const from = Math.min(line.from + before, view.state.doc.length);
    const to = Math.min(from + (fault.token?.length ?? 0), view.state.doc.length);
    view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    view.dispatch(setDiagnostics(view.state, [{ from, to: Math.max(from, to), severity: "error", message: fault.message }]));
  }

  /** Take a mark away when its line is changed. @param {import("@codemirror/view").ViewUpdate} update */
  forget(update) {
    const stale = [];
    forEachDiagnostic(update.state, (_, from) => {
      const line = update.state.doc.lineAt(from);
      if (update.changes.touchesRange(line.from, line.to)) stale.push(from);
    });
    // Within an update no other may begin.
    if (stale.length) queueMicrotask(() => this.mark());
  }
}

/**
 * Write over what is selected. Browsers would keep its look by an inline style, which the policy forbids.
 *
 * @param {InputEvent} event
 * @param {EditorView} view
 */
function typeOver(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || !event.data || empty || view.composing || view.state.selection.ranges.length > 1) return false;
  event.preventDefault();
  const text = event.data;
  const write = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  // Others may have their own way, such as putting brackets around it.
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, write))) view.dispatch(write());
  return true;
}

customElements.define("sparql-editor", SparqlEditor);
