"""A query's text as tokens: enough to refuse by name, and to say where a fault is. It is not a parser."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from accordgraph.engine.errors import ServiceRefused, UpdateRefused

#: The terminals of https://www.w3.org/TR/sparql11-query/#sparqlGrammar. Texts may be hostile and long:
#: whatever one alternative reads, it takes, closed or not, so that nothing is read twice.
_LOCAL = r"(?:[\w:%-]|\\[^\r\n])"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+|\#[^\r\n]*)
    | (?P<string>'''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\Z) | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|\Z)
        | '(?:[^'\\\r\n]|\\.)*+'?+ | "(?:[^"\\\r\n]|\\.)*+"?+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<variable>[?$]\w++)
    | (?P<language>@[A-Za-z][\w-]*+)
    | (?P<blank>_:[\w-]++(?:\.++[\w-]++)*+)
    | (?P<name>[^\W\d_][\w-]*+(?:\.++[\w-]++)*+(?::{_LOCAL}*+(?:\.++{_LOCAL}++)*+)?+
        | :{_LOCAL}*+(?:\.++{_LOCAL}++)*+)
    | (?P<number>(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?)
    | (?P<word>\w++)
    | (?P<open>[({{\[]) | (?P<close>[)}}\]])
    | (?P<sign>\^\^|&&|\|\||[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w+")
#: What names may have beside letters and digits: marks of all scripts. Japanese punctuation, that the grammar
#: takes for letters, too, is left out: it is a slip more often.
_MARKS = (
    r"(?!\w)[\u00B7\u0300-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3005-\u3007"
    r"\u3021-\uD7FF\uF900-\uFDCF\U00010000-\U000EFFFF]"
)
#: What stands before the star of SELECT *.
BEFORE_STAR = frozenset(("SELECT", "DISTINCT", "REDUCED"))
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SURROGATES = range(0xD800, 0xE000)
#: What has escapes of its own: texts; and comments, where they say nothing.
_OPAQUE = frozenset(("string", "space"))
#: Longer queries, in characters, are not looked through: it would take seconds, and hold up all else.
LONGEST = 1 << 18
_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)
_UPDATES = frozenset(("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"))
#: Words that introduce the prologue before a query's or update's first verb.
_PROLOGUE = frozenset(("BASE", "PREFIX", "VERSION"))


class Token(NamedTuple):
    """A piece of a query; `start` and `end` count characters from 0.

    A tuple, since long queries have a hundred thousand, and a dataclass takes several times as long to make.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query without white space and comments; never fails, odd characters are signs."""
    shape = _shape(text)
    for match in _TOKEN.finditer(shape):
        kind = match.lastgroup
        if kind == "space" or kind is None:
            continue
        start, end = match.span()
        if kind == "name" and ":" not in shape[start:end]:
            for piece in _WORD.finditer(shape, start, end):
                yield Token("word", text[piece.start() : piece.end()], piece.start())
        else:
            yield Token(kind, text[start:end], start)


def _shape(text: str) -> str:
    """Return a text of the same length, in which a letter stands for each mark that belongs to a name.

    With all marks in the expression itself, each of its classes would take some milliseconds to compile, in
    each process that starts.
    """
    return text if text.isascii() else _marks().sub("x", text)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(_MARKS)


def without_escapes(text: str) -> str:
    r"""Return a query without such escapes as `\u0061` (https://www.w3.org/TR/sparql11-query/#codepointEscape).

    In texts they stay: the engine reads them there by itself.
    """
    if "\\u" not in text.lower() or len(text) > LONGEST:
        return text
    found, plain = list[str](), ""
    for match in _TOKEN.finditer(_shape(text)):
        piece = text[match.start() : match.end()]
        if match.lastgroup in _OPAQUE:
            found += (_ESCAPE.sub(character_of, plain), piece)
            plain = ""
        else:
            plain += piece
    return "".join((*found, _ESCAPE.sub(character_of, plain)))


def character_of(escape: re.Match[str]) -> str:
    """Return the character that an escape stands for, by its four or its eight digits, or the escape where
    there is none."""
    code = int(escape[1] or escape[2], 16)
    exists = code <= sys.maxunicode and code not in _SURROGATES
    return chr(code) if exists else escape[0]


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def refuse(text: str) -> None:
    """Raise ServiceRefused for a query that calls another endpoint, and UpdateRefused for an update.

    This only serves to say so clearly: what keeps a query off the network is the kernel (sandbox.py), what
    keeps it from writing is the read-only store.
    """
    first = _first_verb(text)
    if first is not None and first.text.upper() in _UPDATES:
        raise UpdateRefused(
            f"{first.text.upper()} is an update, and this endpoint only answers queries: nothing can be "
            "changed through it. The data comes from files; ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
            *position(text, first.start),
            token=first.text,
        )
    if not _SERVICE.search(text):
        return
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() == "SERVICE":
            raise ServiceRefused(
                "SERVICE calls another endpoint, and queries here never reach the network.",
                *position(text, token.start),
                "Ask the other endpoint yourself and join the answers.",
                token.text,
            )


def _first_verb(text: str) -> Token | None:
    """Return the first word that is not part of the prologue."""
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() not in _PROLOGUE:
            return token
        if token.kind in ("open", "variable"):
            return None
    return None
