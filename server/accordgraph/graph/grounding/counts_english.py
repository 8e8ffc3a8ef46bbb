"""What numbers and amounts an English text says, by named rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from .currencies import CODES, CURRENCIES, SIGNS
from .directing import direction
from .figures import NUMBER, SCALE, SUM, SUM_SCALE, figures, is_unsure
from .numerals import FRACTION, NUMERAL, ORDINAL, fraction, value
from .values import Money, Percent, Rule, Value, any_of, rule
from .words import YEARS

WORDED = rf"(?P<words>{NUMERAL})"
#: A currency that stands apart between two numbers is the first one's, if that is no year: "250 € 01/2025".
_LEADING_YEAR = r"\b(?:19|20)\d\d "
_OF_FIRST = rf"(?<=\d )(?<!{_LEADING_YEAR})(?:{any_of(SIGNS)}) \d"
_CODE = f"(?:{any_of(CODES)})"
_OF_SECOND = rf"(?:(?<=\W)|(?<={_CODE})|(?:(?<={_LEADING_YEAR}\W)|(?<={_LEADING_YEAR}{_CODE}))\s)\d"
#: Points of percents are no percents.
_PERCENT = rf"(?:{WORDED}|{NUMBER})(?:\s?%|[ -]?per ?cent(?!\w))(?![ -]?points?|\s?ポイント)"


def counted(match: re.Match[str]) -> Decimal:
    """The value of a number in words or in figures, with its scale."""
    said = match.groupdict()
    return value(said["words"]) if said.get("words") else figures(said["number"], said.get("scale"))


def _number(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield counted(match)


def _fraction(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield fraction(match)


def _broken(match: re.Match[str], published: date | None) -> Iterator[Value]:
    broken = int(match["whole"] or 0) + Decimal(match["parts"]) / Decimal(match["of"])
    yield broken * figures("1", match["scale"])


def _money(table: Mapping[str, str]) -> Callable[[re.Match[str], date | None], Iterator[Value]]:
    upper = {sign.upper(): code for sign, code in table.items()}

    def read(match: re.Match[str], published: date | None) -> Iterator[Value]:
        said = match.groupdict()
        if said["scale"] or not is_unsure(said["number"] or ""):
            yield Money(counted(match), upper[said["currency"].upper()])

    return read


def _span_of_time(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield counted(match) * YEARS[match["unit"].lower()]


def _one_span_of_time(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield Decimal(YEARS[match["unit"].lower()]) / (2 if match["half"] else 1)


def _percent(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield Percent(counted(match), direction(match.string, match.start(), match.end()))


#: The rules, each by its name.
COUNTS: tuple[Rule, ...] = (
    rule("number", rf"{NUMBER}(?:(?! (?:[kmb]|cr)(?!\w)){SCALE})?", _number),  # "100 m" are metres
    rule("number word", WORDED, _number),
    rule("fraction", FRACTION, _fraction),
    rule(
        "fraction in figures",
        rf"(?:(?P<whole>\d+) )?(?<!/)(?P<parts>\d{{1,2}})/(?P<of>[1-9]\d?)(?!/){SCALE}",
        _broken,
    ),
    rule("ordinal", rf"(?P<words>{ORDINAL})", _number),
    rule("ordinal number", r"(?P<number>\d+)(?:st|nd|rd|th)", _number),
    rule("years of time", rf"(?<!/)(?:{WORDED}|{NUMBER})[ -](?P<unit>{any_of(YEARS)})s?", _span_of_time),
    rule(
        "a span of time",
        r"(?:(?P<half>(?:an? )?half[ -](?:an? )?)|an? |another |next |coming |(?=(?:decade|century)[ -]long))"
        r"(?P<unit>decade|century)",
        _one_span_of_time,
    ),
    rule("percent", _PERCENT, _percent),
    rule("currency sign", rf"(?!{_OF_FIRST})(?P<currency>{any_of(SIGNS)})\s?{SUM}{SUM_SCALE}", _money(SIGNS)),
    rule(
        "currency word",  # not the year in "in 2024 USD 5m"
        rf"(?:{WORDED}|{SUM}{SUM_SCALE})(?:[ -]| d['\u2019])?"
        rf"(?P<currency>{any_of(CURRENCIES)}|(?<=illion )won)"
        rf"(?!{_OF_SECOND})",
        _money({**CURRENCIES, "won": "KRW"}),  # after a scale, without which it is a verb
    ),
    rule(
        "currency code with a scale",
        rf"{SUM} ?(?-i:(?P<scale>[kM])(?P<currency>{_CODE}))",
        _money(CURRENCIES),
    ),
)
