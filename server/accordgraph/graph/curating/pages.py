"""HTML pages: what they say of themselves, and their text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..linting.texts import seen
from .dates import day

#: Elements whose content is no text of the document.
_SILENT = "script style noscript template nav footer aside form button select iframe svg math dialog object"
#: Elements that flow within a paragraph; all others begin one.
_INLINE = (
    "a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup td th time tt u var wbr"
)
#: Elements that need no end, so that an open one says nothing of how deep a page is.
_ENDLESS = (
    "area base body br col dd dt embed head hr html img input li link meta optgroup option p param source "
    "tbody td tfoot th thead tr track wbr"
)
_SILENT_NAMES, _INLINE_NAMES, _ENDLESS_NAMES = map(frozenset, map(str.split, (_SILENT, _INLINE, _ENDLESS)))
#: Elements within elements that a page may have: the parser's time grows with the square of it.
_DEEPEST = 2000
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)")
#: Where pages say it, the most trusted first: (meta name or property, in lower case).
_ISSUED = (
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "citation_publication_date",
    "parsely-pub-date",
    "pubdate",
    "date",
    "dc.date",
)
_SITE = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
    "application-name",
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Told:
    """What a document says of itself; "" where it does not."""

    title: str = ""
    issued: str = ""
    precision: str = ""
    language: str = ""
    publisher: str = ""
    page: str = ""


def too_deep(text: str) -> bool:
    """Whether a page's elements are within one another as no page's are."""
    depth = 0
    for tag in _TAG.finditer(text):
        if tag["name"].lower() not in _ENDLESS_NAMES:
            depth = max(0, depth + (-1 if tag["end"] else 1))
            if depth > _DEEPEST:
                return True
    return False


def page(text: str, address: str = "") -> tuple[Told, tuple[str, ...]]:
    """Read an HTML page, which came from an address: what it says of itself, and its text in lines."""
    tree = LexborHTMLParser(text)
    lines = tuple(_lines(_main(tree)))
    metas = _metas(tree)
    linked = list(_linked(tree))
    site = _first(
        [*(metas.get(name, "") for name in _SITE), *(_name(each.get("publisher")) for each in linked)]
    )
    titles = [
        *(_plain(each.get("headline")) for each in linked),
        *_only(tree, "h1"),
        metas.get("og:title", ""),
        _without_site(_first(_texts(tree, "title")), site),
    ]
    issued, precision = _issued(tree, metas, linked)
    language = _first(
        [
            *(node.attributes.get("lang") or "" for node in tree.css("html")),
            metas.get("og:locale", ""),
            metas.get("content-language", ""),
            *(_plain(each.get("inLanguage")) for each in linked),
        ]
    )
    tag = _LANGUAGE.fullmatch(language)
    spaced = {_plain(line) for line in lines}
    title = next((each for each in titles if each and each in spaced), _first(titles))
    return Told(
        title, issued, precision, tag[1].lower() if tag else "", site, _page(tree, metas, address)
    ), lines


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the document, as far as the page says."""
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1:
            return found[0]
    return tree.body


def _lines(root: LexborNode | None) -> Iterator[str]:
    """The text below an element, a line for each block; without recursion, however deep the page is."""
    waiting: list[LexborNode | None] = [root]
    words: list[str] = []
    while waiting:
        node = waiting.pop()
        if node is None:  # the end of a block
            yield "".join(words)
            words = []
        elif node.is_text_node:
            words.append(seen(re.sub(r"\s+", " ", node.text_content or "")))
        elif node.is_element_node and node.tag not in _SILENT_NAMES and "hidden" not in node.attributes:
            inline = node.tag in _INLINE_NAMES
            if node.tag in ("td", "th"):
                words.append(" ")
            if not inline:
                yield "".join(words)
                words = []
                waiting.append(None)
            waiting.extend(reversed(list(node.iter(include_text=True))))
    yield "".join(words)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """What the page's meta elements say, the first of each name."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        said = node.attributes
        name = (
            said.get("property") or said.get("name") or said.get("itemprop") or said.get("http-equiv") or ""
        )
        content = _plain(said.get("content"))
        if content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """The things with a headline or a date of publication that the page describes in JSON-LD."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            waiting = [json.loads(node.text() or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting.extend(one)
            elif isinstance(one, dict):
                waiting.append(one.get("@graph"))
                if "headline" in one or "datePublished" in one:
                    yield one


def _issued(
    tree: LexborHTMLParser, metas: Mapping[str, str], linked: Iterable[Mapping[str, Any]]
) -> tuple[str, str]:
    """The day of publication and its precision."""
    times = [node.attributes.get("datetime") or "" for node in tree.css("time[datetime]")]
    said = [
        *(_plain(each.get("datePublished")) for each in linked),
        *(metas.get(name, "") for name in _ISSUED),
        *(node.attributes.get("datetime") or "" for node in tree.css("time[itemprop=datePublished]")),
        *(times if len(set(times)) == 1 else []),
    ]
    return next((found for each in said if (found := day(each))), ("", ""))


def _page(tree: LexborHTMLParser, metas: Mapping[str, str], address: str) -> str:
    """The page's own address: the canonical one, else the one that it came from."""
    links = (node.attributes.get("href") or "" for node in tree.css('link[rel~="canonical"]'))
    for each in (*links, metas.get("og:url", "")):
        try:
            full = urljoin(address, each.strip()) if each.strip() else ""
            if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname:
                return full
        except ValueError:
            continue
    return address


def _texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [_plain(node.text()) for node in tree.css(selector)]


def _only(tree: LexborHTMLParser, selector: str) -> list[str]:
    found = _texts(tree, selector)
    return found if len(found) == 1 else []


def _without_site(title: str, site: str) -> str:
    """A page's title without the name of the site at its end.

    >>> _without_site("Accord at last | The Times", "The Times")
    'Accord at last'
    """
    if site and title.endswith(site):
        return title.removesuffix(site).rstrip(" |-:\u2013\u2014\u00b7") or title
    return title


def _name(value: Any) -> str:  # noqa: ANN401 - as JSON has it
    """The name of a thing in JSON-LD, or of the first of several."""
    first = value[0] if isinstance(value, list) and value else value
    return _plain(first.get("name")) if isinstance(first, dict) else _plain(first)


def _plain(value: Any) -> str:  # noqa: ANN401 - as JSON has it
    """A text as paragraphs have it, in NFC and with single spaces, without what nobody sees."""
    if not isinstance(value, str):
        return ""
    return " ".join(seen(" ".join(unicodedata.normalize("NFC", value).split())).split())


def _first(texts: Iterable[str]) -> str:
    return next((each for each in texts if each), "")
