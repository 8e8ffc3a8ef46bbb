"""Values that a text may say, and the rules that read them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..finding.folding import UNSPACED
from .mentions import RAISED
from .periods import Period
from .words import JAPANESE_ERAS, JAPANESE_SCALES

#: What stands between digits of one number, though not all of it is read: "1,250", "£1·2m", "10:30".
_WITHIN = ".,:\u00b7'\u2019"
#: No letter or digit of a script with spaces before, or after: "COVID19" and "COVID-19" say no number, "9社"
#: does. The mark of a note says nothing, raised or joined to a word: "$25 million¹", "$25 million1".
BEFORE = f"(?<![^\\W{UNSPACED}{RAISED}])(?<!\\d[{_WITHIN}])(?!(?<=(?-i:[A-Z])-)\\d)"
AFTER = (
    f"(?![^\\W\\d{UNSPACED}{RAISED}])(?!(?<=\\d)[{_WITHIN}]?\\d)(?!(?<=[\\d\\s]m)[23\u00b2\u00b3])"
    "(?!\\d{3}|\\d{1,2}[^\\W\\d])"
)
#: Hyphens of other hands, read as the ordinary one: such that break no line, as in "$110\u2011million".
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_ERAS = "|".join(era for era in JAPANESE_ERAS if len(era) == 2)
#: Spaces that only set figures off from Japanese signs: 「29 億ドル」「2024 年 4 月」.
#: Between other signs and figures it parts two things, as in 「9日 10時」.
_SET_OFF = re.compile(
    f"(?<=\\d) (?=[{UNSPACED}])"
    f"|(?:(?<=\\d [年月{''.join(JAPANESE_SCALES)}])|(?<=\\d 分の)|(?<={_ERAS})) (?=\\d)"
)


class Plain:
    """A paragraph as the rules read it: with ordinary hyphens, and no space that only sets figures off from
    Japanese signs."""

    def __init__(self, paragraph: str) -> None:
        """Read a paragraph."""
        text = paragraph.translate(_HYPHENS)
        self._gaps = [match.start() for match in _SET_OFF.finditer(text)]
        self.text = _SET_OFF.sub("", text) if self._gaps else text
        self._cuts = [gap - before for before, gap in enumerate(self._gaps)]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where a place of the paragraph is in the text."""
        return start - bisect_left(self._gaps, start), end - bisect_left(self._gaps, end)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a place of the text is in the paragraph."""
        return start + bisect_right(self._cuts, start), end + bisect_right(self._cuts, end - 1)


@dataclass(frozen=True)
class Money:
    """A value in a currency (ISO 4217)."""

    value: Decimal
    currency: str


@dataclass(frozen=True)
class Percent:
    """So many of a hundred, and whether the text says that this is a rise (1) or a fall (-1), or neither."""

    value: Decimal
    direction: int


Value = Decimal | Money | Percent | Period


@dataclass(frozen=True)
class Reading:
    """A value that stands from `start` to `end` of a paragraph (code points), and the rule that read it."""

    start: int
    end: int
    rule: str
    value: Value


Read = Callable[[re.Match[str], date | None], Iterable[Value]]


@dataclass(frozen=True)
class Rule:
    """A named rule: a pattern, and what its matches mean, given when the text was published.

    A match of the group "named" is given a day of the year instead that the text named last.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read


def rule(name: str, pattern: str, read: Read) -> Rule:
    """A rule whose pattern stands by itself: not within a word or a longer number."""
    return Rule(name, re.compile(f"{BEFORE}(?:{pattern}){AFTER}", re.IGNORECASE), read)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
