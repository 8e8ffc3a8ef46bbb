"""What may be wrong with any page: for people with other senses, small windows, no mouse, or no scripts."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tools import library

#: WCAG 2.2 AA, and what the makers of axe hold to be good practice (https://www.deque.com/axe/core-documentation/).
_AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

#: Over a gradient, such as the shade at the edge of a wide table, axe judges no colours.
_WITHOUT_SHADE = """\
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".scroll { background: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""

_RUN_AXE = """\
async options => (await axe.run(document, { resultTypes: ["violations"], ...options })).violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""

#: What reaches beyond the window, unless it scrolls or is cut within a box of its own.
_TOO_WIDE = """\
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const boxed = element => { for (let up = element.parentElement; up; up = up.parentElement)
    if (up !== document.body && getComputedStyle(up).overflowX !== "visible") return true; };
  const right = each => { const box = each.getBoundingClientRect();
    return getComputedStyle(each).overflowX === "visible" ? box.left + each.scrollWidth : box.right; };
  return [...document.querySelectorAll("body, body *")]
    .filter(each => right(each) > width + 0.5 && !boxed(each))
    .map(each => `wider than ${width} pixels: ${each.outerHTML.slice(0, 120)}`);
}"""

#: Japanese that stands in lines of one or two characters: it may be broken anywhere, so that a column can be
#: made as narrow as that.
_TORN = """\
() => [...document.querySelectorAll("td, th, dt, button, label, summary")].flatMap(each => {
  const text = each.innerText.trim();
  const japanese = /^[\\u3000-\\u30ff\\u4e00-\\u9fff\\uff01-\\uff5e]{2,}$/;
  if (!japanese.test(text) || !each.checkVisibility()) return [];
  const range = document.createRange(), bottoms = new Set();
  const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    for (const box of range.getClientRects()) bottoms.add(Math.round(box.bottom / 8));
  }
  const lines = bottoms.size;
  return lines > 1 && text.length < 3 * lines ? [`${text.length} characters in ${lines} lines: ${text}`] : [];
})"""

#: How far apart a reader may set letters, words and lines (https://www.w3.org/TR/WCAG22/#text-spacing).
_SPACE_OUT = """\
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""

#: All that the Tab key must reach: elements, numbered in `data-stop`.
_NUMBER_STOPS = """\
() => {
  const stops = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")].filter(
    each => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && !each.disabled);
  stops.forEach((each, number) => { each.dataset.stop = number; });
  return stops.map(each => each.outerHTML.slice(0, 120));
}"""

#: The element that has the focus: its number, whether it is an editor, what somebody does not see of it.
_FOCUSED = """\
() => {
  let here = document.activeElement;
  if (!here || here === document.body) return null;
  const stop = here.dataset.stop ?? null, name = here.outerHTML.slice(0, 120);
  while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
  const box = here.getBoundingClientRect();
  const ringed = element => { const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
  let ring = ringed(here);
  if (here.isContentEditable) for (let up = here; up; up = up.parentElement) ring ||= ringed(up);
  const seen = box.width && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { stop, editor: here.isContentEditable,
    faults: [...(ring ? [] : [`no ring around ${name}`]), ...(seen ? [] : [`out of sight: ${name}`])] };
}"""

#: Controls that do nothing where there are no scripts, and forms that cannot be sent.
_DEAD_CONTROLS = """\
() => [
  ...[...document.querySelectorAll("button")].filter(each =>
    each.checkVisibility({ visibilityProperty: true }) && !(each.form && each.type !== "button"))
    .map(each => `does nothing: ${each.outerHTML.slice(0, 120)}`),
  ...[...document.forms]
    .filter(each => !each.hasAttribute("action") || !each.querySelector("button, [type=submit]"))
    .map(each => `cannot be sent: ${each.outerHTML.slice(0, 120)}`)]"""

#: Words with nothing between them but a style sheet's space, which text browsers and a copy do not have.
_RUN_TOGETHER = """\
() => {
  const inline = new Set(["A", "ABBR", "B", "BDI", "CODE", "EM", "I", "KBD", "SMALL", "SPAN"]);
  const unread = new Set(["DATALIST", "SCRIPT", "STYLE", "TEMPLATE", "svg"]);
  const found = [];
  let before = "";
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE && node.data) {
      if (/[a-z0-9]$/i.test(before) && /^[a-z0-9]/i.test(node.data)) found.push(
        `run together: ${before.slice(-30)}|${node.data.slice(0, 30)}`);
      before = node.data;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || unread.has(node.tagName)) return;
    const apart = !inline.has(node.tagName);
    if (apart) before = "";
    node.childNodes.forEach(read);
    if (apart) before = "";
  };
  read(document.body);
  return found;
}"""

_OPEN_ALL = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"

#: Stops that are tried at most on a page, and how often an editor is looked at.
_MOST_STOPS, _LOOKS = 60, 100


@cache
def _axe() -> str:
    return library("axe-core/axe.min.js").read_text("utf-8")


def accessibility(page: Page, *rules: str) -> list[str]:
    """Return what axe finds on a page, all that can be opened there being open, by all rules or by some."""
    page.evaluate(_axe())
    page.evaluate(_OPEN_ALL)
    page.evaluate(_WITHOUT_SHADE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _AXE_TAGS}
    found: list[str] = page.evaluate(_RUN_AXE, {"runOnly": only})
    return found


def width(page: Page, pixels: int) -> list[str]:
    """Return what makes a page wider than a window."""
    page.set_viewport_size({"width": pixels, "height": 800})
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def torn(page: Page, *widths: int) -> list[str]:
    """Return the Japanese words that windows of some widths break after every character or two."""
    found: list[str] = []
    for pixels in widths:
        page.set_viewport_size({"width": pixels, "height": 800})
        found += [f"at {pixels} pixels, {each}" for each in page.evaluate(_TORN)]
    return found


def spacing(page: Page, pixels: int) -> list[str]:
    """Return what makes a page wider than a window where its reader spaces its texts out."""
    page.evaluate(_SPACE_OUT)
    return width(page, pixels)


def keyboard(page: Page) -> list[str]:
    """Go through a page by the Tab key; return what it does not reach, and where the focus cannot be seen."""
    stops: list[str] = page.evaluate(_NUMBER_STOPS)
    reached: set[str] = set()
    faults: list[str] = []
    focused: dict[str, Any] | None = None
    for _ in range(min(len(stops), _MOST_STOPS) + 10):
        if focused and focused["editor"]:
            page.keyboard.press("Escape")  # as the page says: in an editor, Tab alone indents
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        for _ in range(_LOOKS):
            if not (focused and focused["editor"] and focused["faults"]):
                break
            page.wait_for_timeout(50)  # CodeMirror draws its ring a moment later
            focused = page.evaluate(_FOCUSED)
        if focused is None or len(reached) >= _MOST_STOPS:
            break
        faults += focused["faults"]
        reached |= {focused["stop"]} - {None}
    missed = [each for number, each in enumerate(stops[:_MOST_STOPS]) if str(number) not in reached]
    return sorted(set(faults)) + [f"not reached: {each}" for each in missed]


def run_together(page: Page) -> list[str]:
    """Return what would be one word where nothing is styled."""
    found: list[str] = page.evaluate(_RUN_TOGETHER)
    return found


def without_scripts(page: Page) -> list[str]:
    """Return the controls that are dead on a page without scripts."""
    found: list[str] = page.evaluate(_DEAD_CONTROLS)
    return found
