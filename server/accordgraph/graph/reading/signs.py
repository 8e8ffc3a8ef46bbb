"""Signs that Turtle and SPARQL do not know, from a word processor or a Japanese keyboard, and hard to see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import takewhile

#: What is no syntax, so that any sign may stand in it: texts, IRIs, comments.
_FREE = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>|#.*')
#: Characters of a line that are looked at.
_LONGEST = 4_000
_QUOTES = frozenset("“”„‟«»「」『』\u2018\u2019\u201a\uff02\uff07")
#: What stands for these in ASCII, where Unicode does not say so.
_PLAIN: Mapping[str, str] = {"、": ",", "。": ".", "\u2212": "-", "\u2013": "-", "\u2014": "-"}


def odd_sign(line: str) -> str:
    """What to do about the first sign of a line that is no syntax, outside texts and comments; "" for none.

    >>> odd_sign("a:b\\u3000a:c 5 .")
    'Write an ordinary space instead of the ideographic space (column 4).'
    >>> odd_sign('a:b a:c 5')
    ''
    """
    syntax = _FREE.sub(lambda free: " " * len(free.group()), line[:_LONGEST])
    for place, sign in enumerate(syntax):
        advice = "" if sign.isascii() else _advice(sign, syntax[place:])
        if advice:
            return f"{advice} (column {place + 1})."
    return ""


def _advice(sign: str, rest: str) -> str:
    """What to do about a sign, which begins the rest of a line."""
    if sign in _QUOTES:
        return f'Texts stand in straight quotation marks: "…", not {sign}'
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    if sign.isspace():
        return f"Write an ordinary space instead of the {name}"
    if unicodedata.category(sign) == "Cf":
        return f"Take out the {name}, which cannot be seen"
    wide = "".join(takewhile(_plain, rest))
    return f"Write {''.join(map(_plain, wide))} instead of {wide}" if wide else ""


def _plain(sign: str) -> str:
    """The sign of ASCII that another one is meant to be; "" where it is none such."""
    plain = _PLAIN.get(sign, unicodedata.normalize("NFKC", sign))
    return plain if not sign.isascii() and plain.isascii() and plain.isprintable() and plain != " " else ""
