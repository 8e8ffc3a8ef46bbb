"""Whether what a text says of a percentage is a rise or a fall: "8 percent fewer", 「8%減」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .phrases import (
    FALL,
    FALLS,
    FEWER,
    FILLERS,
    JAPANESE_DIRECTIONS,
    JAPANESE_SIGNS,
    MORE,
    NEGATIONS,
    PARTING,
    QUALIFIERS,
    RISE,
    RISES,
    STANDING,
)
from .values import any_of

_CHANGES: Mapping[str, int] = {**dict.fromkeys(RISES, RISE), **dict.fromkeys(FALLS, FALL)}
_LATER: Mapping[str, int] = {**_CHANGES, **dict.fromkeys(MORE, RISE), **dict.fromkeys(FEWER, FALL)}
_PHRASES = (phrase for phrases in QUALIFIERS.values() for phrase in phrases)
#: What may stand right before the number and tells no direction, though "up to" and "over" look like it.
_LEAD = re.compile(
    rf"(?:(?<!\w)(?:{any_of((*_PHRASES, *FILLERS))}|an?|the|by|of|only|just|full|whole)\s+)*$", re.IGNORECASE
)
_SIGN = re.compile(r"(?<![\w%])(?:(?P<rise>\+)|[-\u2212\u2013])\s?$")
#: The first number of a range or of several, right before.
_RANGE = re.compile(r"\d\S*(?:[-\u2013\u2014~\u301c\uff5e]|\s(?:to|and|or)\s+)$", re.IGNORECASE)
_CLAUSE = r"(?:[^,.;:()!?\u2014\u3001\u3002]|[.,](?=\d))*"
_CLAUSE_BEFORE, _CLAUSE_AFTER = re.compile(rf"{_CLAUSE}$"), re.compile(_CLAUSE)
_JAPANESE_BEFORE = re.compile(rf"(?P<way>{any_of(JAPANESE_SIGNS)})\s?$")
_JAPANESE_AFTER = re.compile(rf"[^\u3001\u3002,.\d]{{0,3}}?(?P<way>{any_of(JAPANESE_DIRECTIONS)})")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Characters that are looked at before and after, and how many words of them.
_REACH, _BEFORE, _AFTER = 80, 6, 4


def direction(text: str, start: int, end: int) -> int:
    """RISE or FALL, as the text says of the percentage from `start` to `end`; 0 for neither, or both."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if sign := _SIGN.search(before):
        return RISE if sign["rise"] else FALL
    if _RANGE.search(before):
        return 0
    lead = _LEAD.search(before)
    later = _words(_CLAUSE_AFTER, after)
    earlier = reversed(_words(_CLAUSE_BEFORE, before[: lead.start()] if lead else before))
    found = {*_said_before([*earlier][:_BEFORE]), *_said_after(later[:_AFTER])}
    if way := _JAPANESE_BEFORE.search(before):
        found.add(JAPANESE_SIGNS[way["way"]])
    if way := _JAPANESE_AFTER.match(after):
        found.add(JAPANESE_DIRECTIONS[way["way"]])
    return found.pop() if len(found) == 1 and later[:1] != ["of"] else 0


def _words(clause: re.Pattern[str], text: str) -> list[str]:
    found = clause.search(text)
    words = found.group().lower().replace("\u2019", "'").split() if found else []
    return [word for word in words if not _YEAR.fullmatch(word)]


def _said_before(words: Iterable[str]) -> Iterator[int]:
    """What words say, from the number backwards, until one that makes a level of it ("rose to 8 percent")."""
    told = False
    for word in words:
        if any(sign.isdigit() for sign in word) or (word in STANDING and not told):
            return
        if word in _CHANGES:
            told = True
            yield _CHANGES[word]
        elif word in NEGATIONS or word.endswith("n't"):
            yield 0


def _said_after(words: Iterable[str]) -> Iterator[int]:
    """What words say after the number, until one that begins something else."""
    for word in words:
        if any(sign.isdigit() for sign in word) or word in PARTING:
            return
        if word in _LATER:
            yield _LATER[word]
