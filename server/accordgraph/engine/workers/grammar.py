"""What the grammar of SPARQL allows and the engine does not read (https://www.w3.org/TR/sparql11-query/#grammar):
LIMIT and OFFSET of any size, a space between some functions and their brackets, TRUE and FALSE in any case,
and paths that leave out no predicate."""

from __future__ import annotations

import re

from ...graph.reading.tokens import tokens

#: The largest number that the engine takes; no answer has as many rows.
_LARGEST = str((1 << 64) - 1)
_BOUNDS = ("LIMIT", "OFFSET")
#: Functions whose brackets the engine only takes right behind their names.
_CLOSED = ("BNODE", "COALESCE", "CONCAT")
#: Keywords that the engine only takes in small letters.
_SMALL = ("TRUE", "FALSE")
#: What no predicate is: to leave it out, as `!()` leaves out nothing.
_NONE = "<about:none>"
#: What a query in capital letters has that needs a closer look: for letters of any case it would take three
#: times as long.
_UNREAD = re.compile(rf"[0-9]{{{len(_LARGEST)}}}|(?:{'|'.join(_CLOSED)})[\s#]|{'|'.join(_SMALL)}|!\s*\(\s*\)")
#: A closing bracket that follows at once belongs to the opening one: these are one terminal.
_NOTHING, _EMPTY = re.compile(r"\s*\)"), re.compile(r"\(\s*\)")


def as_the_engine_reads(text: str) -> str:
    """Return a query that says the same: of what is too large the largest number, and what stands before
    those brackets behind them. It is as long, unless a path has no room for what takes its place."""
    if not _UNREAD.search(text.upper()):
        return text
    pieces, end, before = list[str](), 0, None
    for token in tokens(text):
        word = before.text.upper() if before is not None else ""
        if token.kind == "number" and word in _BOUNDS and _is_larger(token.text):
            pieces += (text[end : token.start], _LARGEST.ljust(len(token.text)))
            end = token.end
        elif before is not None and token.text == "(" and word in _CLOSED:
            nothing = _NOTHING.match(text, token.end)
            gap = text[before.end : token.start]
            pieces.append(text[end : before.end])
            end = nothing.end() if nothing else token.end
            pieces += (text[token.start : end], gap)
        elif token.word in _SMALL:
            pieces += (text[end : token.start], token.text.lower())
            end = token.end
        elif word == "!" and (nothing := _EMPTY.match(text, token.start)):
            pieces += (text[end : token.start], _NONE.ljust(nothing.end() - token.start))
            end = nothing.end()
        before = token
    return "".join((*pieces, text[end:]))


def _is_larger(number: str) -> bool:
    """Compare as texts: to read a number of very many digits takes quadratic time."""
    digits = number.lstrip("0")
    return digits.isdigit() and digits.isascii() and (len(digits), digits) > (len(_LARGEST), _LARGEST)
