"""A query's text as tokens: enough to refuse by name, and to say where a fault is. It is not a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

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
_OPAQUE = frozenset(("string", "space"))
#: Longer queries, in characters, are not looked through: it would take seconds, and hold up all else.
LONGEST = 1 << 18


class Token(NamedTuple):
    """A piece of a query; `start` and `end` count characters from 0.

    A tuple, since long queries have a hundred thousand, and a dataclass takes several times as long to make.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where what follows it begins."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The word in capital letters, as keywords are compared; "" for what is no word."""
        return self.text.upper() if self.kind == "word" else ""


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


def names_in(text: str, declared: dict[str, str]) -> Iterator[tuple[Token, str | None]]:
    """Yield the names and IRIs of a valid query as tokens, each with its IRI; None where a prefix is not
    declared.

    `declared` holds the namespaces that are known by their prefixes; those that the query declares are added.
    """
    found = tokens(text)
    for token in found:
        if token.word == "PREFIX":
            name, space = next(found).text, next(found).text
            declared[name[:-1]] = space[1:-1]
        elif token.kind == "iri":
            yield token, token.text[1:-1]
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            yield token, declared[prefix] + local if prefix in declared else None


def _shape(text: str) -> str:
    """Return a text of the same length, in which a letter stands for each mark that belongs to a name.

    With all marks in the expression itself, each of its classes would take some milliseconds to compile, in
    each process that starts.
    """
    return text if text.isascii() else _marks().sub("x", text)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(_MARKS)


def opaque(text: str) -> Iterator[tuple[int, int]]:
    """Yield where texts begin and end, which have escapes of their own, and comments, where these say
    nothing."""
    for match in _TOKEN.finditer(_shape(text)):
        if match.lastgroup in _OPAQUE:
            yield match.span()
