"""Atom feeds (RFC 4287): identifiers are published IRIs, days are those that the dataset states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from ..engine.formats import FEED, PAGE

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """What is new: `day` is yyyy-mm-dd, `link` leads to the page about it."""

    iri: str
    title: str
    day: str
    link: str
    text: str


@dataclass(frozen=True)
class Feed:
    """A feed: its own address and that of its page, seen from the request, who made what it tells of, and
    entries, the newest first; `day` is the feed's where it has none."""

    iri: str
    title: str
    day: str
    language: str
    own: str
    page: str
    authors: Sequence[tuple[str, str]]
    rights: str
    entries: Sequence[Entry]


def is_day(text: str) -> bool:
    """Whether a text names a day, as feeds need it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def written(feed: Feed) -> bytes:
    """Write a feed; what has no day is left out, since each entry says when it was new."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, _LANGUAGE: feed.language})
    entries = [each for each in feed.entries if is_day(each.day)]
    days = [each.day for each in entries] or [feed.day]
    _add(root, "id", feed.iri)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max(days)))
    _add(root, "link", rel="self", type=FEED.media_type, href=feed.own)
    _add(root, "link", rel="alternate", type=PAGE.media_type, href=feed.page)
    for name, iri in feed.authors:
        author = _add(root, "author")
        _add(author, "name", name)
        _add(author, "uri", iri)
    if feed.rights:
        _add(root, "rights", feed.rights)
        _add(root, "link", rel="license", href=feed.rights)
    for each in entries:
        entry = _add(root, "entry")
        _add(entry, "id", each.iri)
        _add(entry, "title", each.title)
        _add(entry, "updated", _moment(each.day))
        _add(entry, "link", rel="alternate", type=PAGE.media_type, href=each.link)
        _add(entry, "content", each.text, type="text")
    ElementTree.indent(root)
    text: str = ElementTree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    found = ElementTree.SubElement(parent, name, attributes)
    found.text = _FORBIDDEN.sub("\ufffd", text) or None
    return found


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
