"""LIMIT and OFFSET of any size: no answer has as many rows as the largest number that the engine takes."""

from __future__ import annotations

import re

from ..graph.reading.tokens import LONGEST, tokens

_LARGEST = str((1 << 64) - 1)
_LONG_NUMBER = re.compile(rf"[0-9]{{{len(_LARGEST)}}}")
_BOUNDS = ("LIMIT", "OFFSET")


def within_bounds(text: str) -> str:
    """Return a query of the same length, whose LIMIT and OFFSET the engine can take."""
    if len(text) > LONGEST or not _LONG_NUMBER.search(text):
        return text
    pieces, end, before = list[str](), 0, ""
    for token in tokens(text):
        if token.kind == "number" and before in _BOUNDS and _is_larger(token.text):
            pieces += (text[end : token.start], _LARGEST.ljust(len(token.text)))
            end = token.end
        before = token.text.upper() if token.kind == "word" else ""
    return "".join((*pieces, text[end:]))


def _is_larger(number: str) -> bool:
    """Compare as texts: to read a number of very many digits takes quadratic time."""
    digits = number.lstrip("0")
    return digits.isdigit() and digits.isascii() and (len(digits), digits) > (len(_LARGEST), _LARGEST)
