"""What a text says at a value that is not exact: "more than $25m", 「5000万ドル以上」."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .currencies import CURRENCIES, JAPANESE_CURRENCIES, SIGNS
from .numerals import NUMERAL
from .numerals_japanese import SCALED, STEM
from .phrases import (
    AMBIGUOUS,
    COMPARISONS,
    FALLS,
    FILLERS,
    JAPANESE_DIRECTIONS,
    JAPANESE_FILLERS,
    JAPANESE_QUALIFIERS,
    JAPANESE_QUALIFIERS_AFTER,
    JAPANESE_RATES,
    NEGATIONS,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    QUALIFIERS_JOINED,
    QUALIFIERS_NEXT,
    RANGES,
    RATES,
    RATES_BEFORE,
    RISES,
)
from .values import Money, Plain, Reading, any_of
from .words import JAPANESE_COUNTERS, JAPANESE_DIGITS, SCALES


def _names(*tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The name of the qualifier that each phrase stands for."""
    return {phrase: name for table in tables for name, phrases in table.items() for phrase in phrases}


_NAMES = _names(
    QUALIFIERS,
    QUALIFIERS_AFTER,
    QUALIFIERS_NEXT,
    QUALIFIERS_JOINED,
    JAPANESE_QUALIFIERS,
    JAPANESE_QUALIFIERS_AFTER,
)
_WORD = r"[^\W\d][\w'\u2019-]*"
_PHRASE = any_of(_names(QUALIFIERS))
_LOOSE = any_of(set(_names(QUALIFIERS)) - set(AMBIGUOUS))
_TURNED = (
    rf"(?:(?:(?<!\w)(?:{any_of(NEGATIONS)})|n['\u2019]t)(?:\s+{_WORD}){{0,2}}"
    rf"|(?<![^\W\d])(?:{any_of(COMPARISONS)}))"
)
_SIGN = rf"(?:{any_of(sign for sign in SIGNS if not sign.isalpha())})"
#: What makes a decade or a level of a value: 「90年代」「30代」「3000億円台」, but not machines,「5台」.
_LEVEL = r"年代|(?<=[0\uff10])代(?!目)|(?<![\d万億兆千百十])台"
_DASH = "[-\u2010-\u2015\u2212\u30fc\uff0d~\u301c\uff5e]"

#: Before the value; of several the first counts ("up to about"). A phrase that is turned around names none.
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?P<phrase>{_PHRASE})|(?P<turned>{_TURNED}\s+(?:{_PHRASE})))"
    rf"(?:\s+(?:{_PHRASE}|(?:an?\s+)?(?:{any_of(FILLERS)})))*\s+$"
    rf"|(?<!\w)(?P<loose>{_LOOSE})\s+an?(?:\s+{_WORD}){{1,2}}\s+$"
    rf"|(?P<sign>{any_of(_names(JAPANESE_QUALIFIERS))})"
    rf"(?:{any_of((*_names(JAPANESE_QUALIFIERS), *JAPANESE_FILLERS))})*\s*$",
    re.IGNORECASE,
)
#: After it, of English not what begins the next value ("$3m or more than $5m").
_AFTER = re.compile(
    rf"(?P<joined>{any_of(_names(QUALIFIERS_JOINED))})"
    rf"|(?:(?:\s+{_WORD}){{0,2}}\s+(?P<later>{any_of(_names(QUALIFIERS_AFTER))})"
    rf"|\s+(?P<next>{any_of(_names(QUALIFIERS_NEXT))}))"
    rf"(?!\w|\s+(?:than|to|{NUMERAL})(?!\w)|\s*(?:{_SIGN}|\d))"
    rf"|(?:{any_of(JAPANESE_COUNTERS)})?(?P<sign>{any_of(_names(JAPANESE_QUALIFIERS_AFTER))}|{_LEVEL})",
    re.IGNORECASE,
)
#: A sum for each year or month; "a year ago", "a year-long project" and 「5年間」 make none of it.
_RATE_AFTER = re.compile(
    rf"[\s-](?:{any_of(RATES)})(?!\w|-)(?!\s+(?:and a half|ago|earlier|later|before|after)(?!\w))"
    r"|\s?/\s?(?:(?:year|yr|month)(?!\w)|[年月])",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(
    rf"(?<!\w)(?:{any_of(RATES_BEFORE)})\s+$"
    rf"|(?:(?<![\d{''.join(JAPANESE_DIGITS)}十百千数])(?:{any_of(JAPANESE_RATES)})|(?:^|(?<=[、。「(\uff08\sはがもをにで]))年)"
    rf"(?:、|に|{any_of((*_names(JAPANESE_QUALIFIERS), *JAPANESE_FILLERS))})*\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(any_of(_names(QUALIFIERS_JOINED)), re.IGNORECASE)
_EITHER = any_of(("ないし", "または", "又は", "もしくは", " bis "))
#: The first value of a range, with its scale and currency.
_ONE = rf"(?:\S*\d\S*|{NUMERAL})(?:\s(?:{any_of((*SCALES, *CURRENCIES))})){{0,2}}\s"
#: The other end of a range, before and after the value; "from $3m to $5m" may be a change.
_FIRST = re.compile(
    rf"(?:\d(?:\s?{_WORD})?(?:{_DASH}|\s?[~\u301c\uff5e]\s?|{_EITHER})"
    rf"|(?<!from\s)(?<!\w){_SIGN}\s?\d[\d.,]*(?:\s?{_WORD})?\s+to\s+"
    rf"|(?<!\w)(?:(?:{any_of(RANGES)})\s{_ONE}(?:{any_of(RANGES.values())})|ranging\sfrom\s{_ONE}to)\s+)$",
    re.IGNORECASE,
)
_SECOND = re.compile(
    rf"(?:{_DASH}|\s?[~\u301c\uff5e]\s?|(?:{any_of(JAPANESE_COUNTERS)})?(?:{_EITHER})){_SIGN}?\d"
)
#: Of two sums, the second may leave out the sign, and the first the scale ("$5 to 6 million").
_TO = re.compile(
    rf"\s+to\s+{_SIGN}\s?\d|(?<=\d)\s+(?:to|or)\s+\d[\d.,]*[ -]?(?:{any_of(SCALES)})(?!\w)", re.IGNORECASE
)
#: The same of numbers without a sign, the first of which is no year.
_LOWER = re.compile(rf"(?<!\S)(?!(?:19|20)\d\d\s)(?:\d[\d.,]*|{NUMERAL})\s+(?:to|or)\s+$", re.IGNORECASE)
_HIGHER = re.compile(rf"\s+(?:to|or)\s+(?:\d|(?:{NUMERAL})(?!\w))", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
#: The rules that read a number which nothing is told of.
_BARE = ("number", "number in groups", "number word")
#: The rule that reads one with a scale of Japanese.
_SCALED = "Japanese number"
#: Words before a value that changes to the next one, or by it.
_CHANGES = re.compile(rf"(?<!\w)(?:from|by|{any_of((*RISES, *FALLS))})\s+$", re.IGNORECASE)
_AND = re.compile(rf"\s+(?:{any_of(RANGES.values())})\s+(?:{_SIGN}?\s?\d|(?:{NUMERAL})(?!\w))", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?<!\w)(?:{any_of(RANGES)})\s+$", re.IGNORECASE)
_CURRENCY = any_of(JAPANESE_CURRENCIES)
_SUM = f"(?:(?:{SCALED})(?:{_CURRENCY})?|(?:{STEM})(?:{_CURRENCY}))"
_COUNTER = f"(?:{any_of(JAPANESE_COUNTERS)})?"
#: From a sum to another, unless the one becomes the other: 「2億円から3億円」, but not 「…に増えた」.
_CHANGED = rf"(?:まで)?(?:[にへ]|となっ|{any_of(JAPANESE_DIRECTIONS)})"
_FROM, _NOT_TO = re.compile(rf"{_SUM}から$"), re.compile(f"{_COUNTER}{_CHANGED}")
_UNTIL = re.compile(f"から(?>{_SUM}{_COUNTER})(?!{_CHANGED})")
#: Characters on either side of a value that are looked at.
_REACH = 80


@dataclass(frozen=True)
class Qualifier:
    """A qualifier by its name, "" where the vocabulary has none that says so, and where in the paragraph it
    stands."""

    name: str
    start: int
    end: int


def qualifier_of(text: str, value: Reading) -> Qualifier | None:
    """Return the qualifier that stands before a value, within it or after it; None where it is exact."""
    begin = max(0, value.start - 2 * _REACH)
    plain = Plain(text[begin : value.end + _REACH])
    start, end = plain.within(value.start - begin, value.end - begin)
    found = _qualifier(plain.text, replace(value, start=start, end=end))
    if found is None:
        return None
    start, end = plain.place(found.start, found.end)
    return Qualifier(found.name, begin + start, begin + end)


def _qualifier(text: str, value: Reading) -> Qualifier | None:
    begin = max(0, value.start - _REACH)
    if other := _other_end(text, begin, value):
        return Qualifier("", *other)
    rate = _RATE_BEFORE.search(text, begin, value.start) or _RATE_AFTER.match(text, value.end)
    if rate and isinstance(value.value, Money):
        return Qualifier("", *rate.span())
    for found in (
        _BEFORE.search(text, begin, value.start),
        _JOINED.search(text, value.start, value.end),
        _AFTER.match(text, value.end),
    ):
        if found is not None:
            words = found[found.lastgroup or 0]
            name = _NAMES.get(" ".join(words.lower().split()), "")
            start, end = found.span(found.lastgroup or 0)
            return Qualifier(name, start, end)
    return None


def _other_end(text: str, begin: int, value: Reading) -> tuple[int, int] | None:
    """Where the other end of a range stands, with what joins it to a value; None where there is none."""
    if isinstance(value.value, Money) or value.rule == _SCALED:
        if until := _UNTIL.match(text, value.end):
            return value.end, until.end()
        start = _FROM.search(text, begin, value.start)
        if start and not _NOT_TO.match(text, value.end):
            return start.start(), value.start
    lower = _LOWER.search(text, begin, value.start)
    if lower and _CHANGES.search(text, begin, lower.start()):
        lower = None
    if first := _FIRST.search(text, begin, value.start) or lower:
        return first.start(), value.start
    second = _SECOND.match(text, value.end)
    if not second and not _CHANGES.search(text, begin, value.start):
        second = _TO.match(text, value.end)
        if not second and value.rule in _BARE and not _YEAR.fullmatch(text, value.start, value.end):
            second = _HIGHER.match(text, value.end)
    if not second and _BETWEEN.search(text, begin, value.start):
        second = _AND.match(text, value.end)
    return (value.end, second.end()) if second else None
