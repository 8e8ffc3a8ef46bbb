"""Texts that nobody can read, or compare: empty ones, such with characters that are not seen, in parts."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

import pyoxigraph as ox

from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile

#: Characters that XML cannot hold, and so no document in RDF/XML; others that nobody sees: controls, marks of
#: width and of direction.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
_MARKS = r"\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_CONTROL, _UNSEEN = re.compile(f"[{_CONTROLS}]"), re.compile(f"[{_CONTROLS}{_MARKS}]")
#: What becomes of signs that a program cannot read or write.
_LOST = re.compile(r"\?{3,}|\ufffd")
#: A sign as pages write it.
_ENTITY = re.compile(r"&(?:#\w+|[a-z]+);")
#: What the lines of a file hold where a text may be at fault. Each begins with bytes that are sought quickly.
_DOUBTFUL = tuple(
    re.compile(each)
    for each in (
        rb' "(?:"@|[ \xc2\xe1\xe2\xe3]|\\[tnr])',
        rb'"@(?:(?<= "@)|(?<=\\[tnr]"@)|(?<=\xc2."@)|(?<=[\xe1-\xe3][\x80\x81\x9a]."@))',
        rb"\\[bfuU]",
        rb"\?{3}|\xef\xbf\xbd",
        rb"&(?:#\w+|[a-z]+);",
        rb"\x7f",
        rb"\xc2[\x80-\x9f\xad]",
        rb"\xe2\x80[\x8b-\x8f\xa8-\xae]",
        rb"\xe2\x81[\xa0-\xaf]",
        rb"\xef\xbb\xbf",
        rb"\xef\xbf[\xbe\xbf]",
        rb"\xcc|\xcd[\x80-\xaf]",
        rb"\xe1[\x84-\x87]",
        rb"\xe2\x84[\xa6\xaa\xab]",
        rb"\xe3\x82[\x99\x9a]",
        rb"\xef[\xa4-\xab]",
    )
)


def texts(file: TurtleFile, _: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find texts that nobody can read, or compare: empty ones, with white space around them, with characters
    that are not seen or in other forms than NFC."""
    if not any(each.search(file.lines.text) for each in _DOUBTFUL):
        return
    for triple in file.triples:
        literal = triple.object
        if isinstance(literal, ox.Literal) and (fault := text_fault(literal)):
            place = locator.within(file.path, triple.subject, triple.predicate, literal)
            yield place.problem("text", *fault)


def text_fault(literal: ox.Literal) -> tuple[str, str] | None:
    """Say what is wrong with a text, and how bad it is; None for nothing."""
    text = literal.value
    if hidden := _CONTROL.search(text) or _UNSEEN.search(text):
        message = f"This text holds U+{ord(hidden[0]):04X}, a character that nobody sees; take it out."
        return message, "error" if _CONTROL.match(hidden[0]) else "warning"
    if literal.language and (lost := _LOST.search(text)):
        return f'Signs of this text became "{lost[0]}" when it was saved; copy it again, as UTF-8.', "warning"
    if literal.language and not text.strip():
        return "This text is empty; write it, or leave the statement out.", "error"
    if literal.language and text != text.strip():
        told = f'"{text.strip()}" has white space before or after it; take it out, or one text counts as two.'
        return told, "error"
    if (
        literal.language
        and (entity := _ENTITY.search(text))
        and (sign := html.unescape(entity[0])) != entity[0]
    ):
        return f"This text holds {entity[0]}, as a page writes {sign}; write the sign itself.", "warning"
    if text != (composed := unicodedata.normalize("NFC", text)):
        told = (
            f'"{composed}" is written otherwise than in Unicode\'s form NFC, such as letters apart from '
            "their marks; write it like this, or one text counts as two."
        )
        return told, "error"
    return None


def seen(text: str) -> str:
    """A text without the characters that nobody sees.

    >>> seen("Univer\\u00adsity\\u200b")
    'University'
    """
    return _UNSEEN.sub("", text)
