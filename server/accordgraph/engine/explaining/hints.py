"""What may help where a query has a word that cannot stand there."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from ...graph.reading.tokens import Token
from .slips import BEGUN, SLIPS, TERM
from .words import FUNCTIONS, KEYWORDS

#: What other languages, and SPARQL before it was a standard, call it.
_ELSEWHERE = {
    "AVERAGE": "AVG", "BINDINGS": "VALUES", "CEILING": "CEIL", "DATE": "xsd:date", "ENDSWITH": "STRENDS",
    "GETDATE": "NOW", "IFNULL": "COALESCE", "ISNULL": "BOUND", "LEN": "STRLEN", "LENGTH": "STRLEN",
    "LIKE": "REGEX", "LOWER": "LCASE", "MATCHES": "REGEX", "MEAN": "AVG", "NVL": "COALESCE",
    "STARTSWITH": "STRSTARTS", "STRCAT": "CONCAT", "SUBSTRING": "SUBSTR", "TODAY": "NOW", "TOLOWER": "LCASE",
    "TOUPPER": "UCASE", "UPPER": "UCASE",
}  # fmt: skip
#: Words of other languages that are no misspelt ones.
_FOREIGN = ("AND", "NOT", "OR")
#: What may be meant before a bracket, within one, behind FROM, at first, and elsewhere.
_CALLED = (*FUNCTIONS, *_ELSEWHERE, "BIND", "DESC", "FILTER", "HAVING")
_WITHIN = ("AS", "DISTINCT", "EXISTS")
_BEHIND_FROM = ("NAMED",)
_FIRST = ("ASK", "BASE", "CONSTRUCT", "DESCRIBE", "PREFIX", "SELECT")
_ELSE = (*(word for word in KEYWORDS if word not in _BEHIND_FROM), "BINDINGS")
#: How like a word one is that was meant to be it, from 0 to 1.
_ALIKE = 0.75
#: Longer words are no misspelt ones.
_LONGEST = 40
#: Signs that a word processor, a web page or a Japanese keyboard made -> what SPARQL reads instead.
_SIGNS = {
    **dict.fromkeys("“”„«»「」『』", '"'),
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"),
    **dict.fromkeys("〈《", "<"),
    **dict.fromkeys("〉》", ">"),
    **{"。": ".", "、": ",", "≠": "!=", "≤": "<=", "≥": ">=", "\u00d7": "*", "÷": "/"},
}
_WIDE_COLON = "\uff1a"


class _Place(NamedTuple):
    """The innermost open bracket, "." for none, the two words before it, and the words around a place."""

    inside: str
    opener: str
    earlier: str
    before: str
    here: str
    after: str


def hint(found: Sequence[Token], index: int) -> str | None:
    """Return what may help where the word with this index cannot stand, None where nothing is known.

    The index behind the last word speaks of a query that ends too early.
    """
    place = _place(found, index)
    if index == len(found):
        return _slip(place)
    token = found[index]
    if token.text == "\ufeff":
        return "It is a byte order mark: save the query without one."
    if token.text.isspace():
        return "It is a wide space, or another one of a word processor: write an ordinary space."
    if unicodedata.category(token.text[0]) == "Cf":
        return "It is a character that nobody sees: delete it."
    plain = _plain(token)
    if plain is not None:
        return f"Write {plain} instead."
    if token.kind == "word" and place.after == f"sign {_WIDE_COLON}":
        return f"Write : instead of {_WIDE_COLON}."
    guess = _misspelt(place, token.text.upper()) if token.kind == "word" else None
    return guess or _slip(place)


def _plain(token: Token) -> str | None:
    """Return a sign or a word in characters that SPARQL reads, None where it is in such already, or stands
    for what was left out."""
    if token.kind not in ("sign", "word", "number"):
        return None
    plain = _SIGNS.get(token.text) or unicodedata.normalize("NFKC", token.text)
    return plain if plain != token.text and plain.isascii() and "..." not in plain else None


def _misspelt(place: _Place, word: str) -> str | None:
    """Guess the word that was meant by one that is none."""
    is_called = place.after == "open ("
    if len(word) > _LONGEST or word in (*KEYWORDS, *_FOREIGN) or (is_called and word in FUNCTIONS):
        return None
    alike = difflib.get_close_matches(word, _meant(place, is_called), 1, _ALIKE)
    return f"Did you mean {_ELSEWHERE.get(alike[0], alike[0])}?" if alike else None


def _meant(place: _Place, is_called: bool) -> tuple[str, ...]:
    """Return the words that may stand at a place: none where a predicate does."""
    if place.inside == "." and not place.before:
        return _FIRST
    if is_called:
        return _CALLED
    if place.inside == "(":
        return _WITHIN
    if place.before == "word FROM":
        return _BEHIND_FROM
    is_predicate = re.fullmatch(TERM, place.before) and re.fullmatch(BEGUN, place.earlier)
    return () if is_predicate or place.before == "sign ;" else _ELSE


def _slip(place: _Place) -> str | None:
    for slip in SLIPS:
        forms = slip.opener, slip.earlier, slip.before, slip.here, slip.after
        if place.inside in slip.inside and all(map(re.fullmatch, forms, place[1:])):
            return slip.hint
    return None


def _place(found: Sequence[Token], index: int) -> _Place:
    inside, opener = _innermost(found, index)
    around = (found[at] if 0 <= at < len(found) else None for at in range(index - 2, index + 2))
    earlier, before, here, after = (_described(each) if each is not None else "" for each in around)
    return _Place(inside, opener, earlier, before, here or "end", after)


def _described(token: Token) -> str:
    return f"{token.kind} {token.text[:_LONGEST].upper()}"


def _innermost(found: Sequence[Token], index: int) -> tuple[str, str]:
    """Return the bracket that is open at a word, "." for none, and the two words before it."""
    depth = 0
    for at in range(index - 1, -1, -1):
        if found[at].kind == "close":
            depth += 1
        elif found[at].kind == "open":
            if not depth:
                return found[at].text, " ".join(map(_described, found[max(0, at - 2) : at]))
            depth -= 1
    return ".", ""
