/** The editor in the page's own colours, which reach through the shadow root as custom properties. */

import { EditorView } from "@codemirror/view";

export const theme = EditorView.theme({
  "&": {
    color: "var(--text)",
    background: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: ".4rem",
    fontSize: ".9rem",
    maxHeight: "min(36rem, 70vh)",
  },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-content": { padding: ".6rem 0", caretColor: "var(--text)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { background: "transparent", color: "var(--quiet)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 .5rem 0 .75rem", fontVariantNumeric: "tabular-nums" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--line) 35%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--link) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "color-mix(in srgb, var(--link) 22%, transparent)", outline: "1px solid var(--link)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "transparent", outline: "1px solid var(--alert)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--alert)", textUnderlineOffset: "3px" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--alert)" },
  ".cm-placeholder": { color: "var(--quiet)" },
  ".cm-tooltip": {
    color: "var(--text)",
    background: "var(--surface)",
    border: "1px solid var(--line)",
    borderRadius: ".4rem",
    boxShadow: "0 .3rem 1.2rem rgb(0 0 0 / .18)",
  },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: ".4rem .75rem", borderLeft: "4px solid var(--alert)", maxWidth: "26rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: ".86rem", maxHeight: "15rem", maxWidth: "min(40rem, 90vw)", borderRadius: ".4rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .6rem", display: "flex", gap: ".75rem", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--link)", color: "var(--surface)" },
  // Where the device chooses all colours, a ground alone tells nothing.
  "@media (forced-colors: active)": {
    ".cm-tooltip-autocomplete > ul > li[aria-selected]": { forcedColorAdjust: "none", background: "Highlight", color: "HighlightText" },
  },
  ".cm-completionLabel": { overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", color: "var(--quiet)", marginLeft: "auto", whiteSpace: "nowrap" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-tooltip.cm-completionInfo": { fontFamily: "var(--sans)", fontSize: ".9rem", padding: ".5rem .75rem", width: "max-content", maxWidth: "22rem" },
  // There is no room beside the list on a phone, and on it a definition would cover what is offered.
  "@media (max-width: 40rem)": { ".cm-tooltip.cm-completionInfo": { display: "none" } },
});
