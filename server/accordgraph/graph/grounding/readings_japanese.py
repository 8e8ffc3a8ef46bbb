"""What numbers, amounts and dates a Japanese text says, by named rules like those for English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from .currencies import JAPANESE_CURRENCIES, SIGNS
from .directing import direction
from .numerals_japanese import NUMBER, SCALED, SIGN, STEM, number
from .periods import (
    Period,
    days,
    days_alone,
    in_calendar,
    months,
    relative,
    several_days,
    several_months,
    years,
)
from .values import BEFORE, Money, Percent, Read, Rule, Value, any_of
from .words import (
    JAPANESE_COUNTERS,
    JAPANESE_DIGITS,
    JAPANESE_ERAS,
    JAPANESE_NAMED,
    JAPANESE_NEXT,
    JAPANESE_RELATIVE,
    JAPANESE_UNITS,
)

_ERAS, _OF = any_of(JAPANESE_ERAS), f"元|\\d\\d?|{SIGN}+"
#: The same year in brackets, as the other calendar counts it: "令和6(2024)年", "2024年(令和6年)".
_SAME = f"(?:[(\uff08](?:(?:{_ERAS})(?:{_OF})|\\d{{4}})年?[)\uff09])?"
_DIGITS = r"(?:19|20|\uff11\uff19|\uff12\uff10)\d\d"
_ERA = f"(?P<era>{_ERAS})(?P<of>{_OF})"
_YEAR_IN_FIGURES = f"(?P<year>{_DIGITS})|{_ERA}"
_YEAR = f"(?:(?P<year>{_DIGITS}|{SIGN}{{4}})|{_ERA}){_SAME}年{_SAME}"
_RELATIVE = any_of(word for word, (unit, _) in JAPANESE_RELATIVE.items() if unit == "year")
_OF_YEAR = rf"(?:{_YEAR}|(?P<which>{_RELATIVE})|(?P<named>{any_of(JAPANESE_NAMED)}))の?\s?"
#: No year before a month, not even one that cannot be read: "毎年", "その年の".
_NO_YEAR = "(?<![年度])(?<![年度]の)"
#: What stands before "3年前" where it counts from publication, and not from something else: "開業の3年前".
_FROM_NOW = r"(?:^|(?<=[、。「『(\uff08\sとはがもをにで])|(?<=今から))"
_STEPS: Mapping[str, int] = {
    **{word: step for word, (_, step) in JAPANESE_RELATIVE.items()},
    **JAPANESE_NAMED,
}
_LOW = f"\\d\\d?|{SIGN}{{1,3}}"
_MONTH, _OTHER_MONTH = (rf"(?P<{name}>{_LOW})月\s?" for name in ("month", "other_month"))
_DAY, _OTHER_DAY = (f"(?P<{name}>{_LOW})" for name in ("day", "other_day"))
_OF_WEEK = r"[(\uff08][月火水木金土日・祝]+[)\uff09]"
_WEEKDAY = f"(?:{_OF_WEEK})?"
_TO = r"(?P<to>\s?[-\u2013~\u301c\uff5e、・]\s?|から|と)"
_BOTH = ("、", "・", "と")
_MONTHS = ("month", "other_month")
#: The sign "%" is the English rule's.
_PERCENT = r"(?P<unit>[\uff05割]|パーセント)(?!\s?ポイント)"


def _year(match: re.Match[str], published: date | None) -> int | None:
    """The year of a match: of the common era, of an emperor's, or by how far it is from publication."""
    said = match.groupdict()
    if said.get("year"):
        return int(number(said["year"]))
    if said.get("era"):
        of = 1 if said["of"] == "元" else int(number(said["of"]))
        return JAPANESE_ERAS[said["era"]] + of - 1
    which = said.get("which") or said.get("named")
    if which == JAPANESE_NEXT and published and int(number(said["month"])) > published.month:
        return published.year
    return published.year + _STEPS[which] if which and published else None


def _plain(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield number(match["number"])


def _years_and_more(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield number(match["number"]) + (number(match["months"]) / 12 if match["months"] else Decimal("0.5"))


def _fraction(match: re.Match[str], published: date | None) -> Iterator[Value]:
    if of := number(match["of"]):
        yield number(match["parts"]) / of


def _percent(match: re.Match[str], published: date | None) -> Iterator[Value]:
    found = number(match["number"]) * (10 if match["unit"] == "割" else 1)
    yield Percent(found, direction(match.string, match.start(), match.end()))


def _money(currencies: Mapping[str, str]) -> Read:
    def read(match: re.Match[str], published: date | None) -> Iterator[Value]:
        yield Money(number(match["number"]), currencies[match["currency"]])

    return read


def _date(match: re.Match[str], published: date | None) -> Iterator[Value]:
    month, day = int(number(match["month"])), int(number(match["day"]))
    yield from days(_year(match, published), month, day, published)


def _dates(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """From a day to another, or two days."""
    month, day, last = (int(number(match[name])) for name in ("month", "day", "other_day"))
    year, until = _year(match, published), int(number(match["other_month"] or match["month"]))
    apart = match["to"].strip() in _BOTH
    if year is not None and not apart:
        year += until < month
    yield from several_days(year, (month, day), (until, last), published, apart=apart)


def _days_alone(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A day of the month of publication, or from one to another, or two of them."""
    first, last = (int(number(match[name] or match["day"])) for name in ("day", "other_day"))
    ends = ((first, first), (last, last)) if (match["to"] or "").strip() in _BOTH else ((first, last),)
    for each in ends:
        yield from days_alone(*each, published)


def _figures_of_day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from days(_year(match, published), int(match["month"]), int(match["day"]), published)


def _month(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from months(_year(match, published), int(number(match["month"])), published)


def _months(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """From a month to another, or two months; the year is that of the first."""
    year, (first, last) = _year(match, published), (int(number(match[name])) for name in _MONTHS)
    if year is not None:
        apart = match["to"].strip() in _BOTH
        yield from several_months((year, first), (year + (last < first), last), apart=apart)


def _whole_year(match: re.Match[str], published: date | None) -> Iterator[Value]:
    year = _year(match, published)
    if year is not None:
        yield from years(year)


def _fiscal(match: re.Match[str], published: date | None) -> Iterator[Value]:
    year = _year(match, published)
    if year is not None:
        yield from _fiscal_year(year)


def _fiscal_year(year: int) -> Iterator[Period]:
    """A fiscal year of Japan: from April to March."""
    if in_calendar(year) and in_calendar(year + 1):
        yield Period(date(year, 4, 1), date(year + 1, 3, 31), "month")


def _fiscal_years(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """From a fiscal year to another, and each of these two."""
    first, said = _year(match, published) or 0, match["last"]
    century = JAPANESE_ERAS[match["era"]] - 1 if match["era"] else first - first % 100
    ends = [*_fiscal_year(first), *_fiscal_year(int(said) if len(said) == 4 else century + int(said))]
    if len(ends) == 2 and ends[0].start < ends[1].start:
        yield from (*ends, Period(ends[0].start, ends[1].end, "month"))


def _relative_fiscal(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A fiscal year by how far it is from the one of publication, which until March is that of last year."""
    if published is not None:
        yield from _fiscal_year(published.year - (published.month < 4) + _STEPS[match["which"]])


def _ago(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A year, month or day so long before publication."""
    many, unit = number(match["number"]), JAPANESE_UNITS[match["unit"]]
    if unit == "year":
        yield many
    yield from relative(unit, -int(many), published)


def _relative(match: re.Match[str], published: date | None) -> Iterator[Value]:
    unit, step = JAPANESE_RELATIVE[match["which"]]
    yield from relative(unit, step, published)


def _rule(name: str, pattern: str, read: Read) -> Rule:
    """A rule whose pattern goes on in Japanese, and does not begin within a longer numeral, nor in "数百"."""
    begins = rf"{BEFORE}(?<![{''.join(JAPANESE_DIGITS)}十百千万億兆第])(?!(?<=[数何幾])[十百千])"
    return Rule(name, re.compile(rf"{begins}(?:{pattern})(?!\d)"), read)


_COUNTED = f"(?P<number>{SIGN}+)(?={any_of(JAPANESE_COUNTERS)})"
#: The rules, each by its name.
JAPANESE: tuple[Rule, ...] = (
    _rule("Japanese number", f"(?P<number>{SCALED})", _plain),
    _rule("Japanese number word", _COUNTED, _plain),
    _rule(
        "Japanese years and months",
        rf"(?P<number>\d\d?|{SIGN}{{1,3}})年(?:間?と?(?P<months>\d\d?|{SIGN}{{1,2}})[かカヶヵ箇]月|半(?![ば導]))",
        _years_and_more,
    ),
    _rule("Japanese fraction", f"(?P<of>{NUMBER})分の(?P<parts>{NUMBER})", _fraction),
    _rule("Japanese percent", rf"(?P<number>{STEM})\s?{_PERCENT}", _percent),
    _rule(
        "Japanese currency word",
        f"(?!一円)(?P<number>{NUMBER})(?P<currency>{any_of(JAPANESE_CURRENCIES)})",
        _money(JAPANESE_CURRENCIES),
    ),
    _rule(
        "currency sign, Japanese scale", f"(?P<currency>{any_of(SIGNS)})(?P<number>{SCALED})", _money(SIGNS)
    ),
    _rule("Japanese day", rf"(?:{_OF_YEAR}|{_NO_YEAR}){_MONTH}{_DAY}日", _date),
    _rule(
        "Japanese days",
        rf"(?:{_OF_YEAR}|{_NO_YEAR}){_MONTH}{_DAY}日?{_WEEKDAY}{_TO}(?:{_OTHER_MONTH})?{_OTHER_DAY}日(?!間)",
        _dates,
    ),
    _rule(
        "Japanese day, from the publication date",
        rf"(?<!月)(?<!月\s){_DAY}(?:日?{_WEEKDAY}{_TO}{_OTHER_DAY})?日(?![間目分前後以ほ程余連本あ当平])",
        _days_alone,
    ),
    _rule(
        "year, month and day",
        rf"(?:{_YEAR_IN_FIGURES})(?P<sign>[-/.\uff0e\uff0f])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)",
        _figures_of_day,
    ),
    _rule(
        "month and day in figures, with the day of the week",
        rf"(?P<month>\d\d?)/(?P<day>\d\d?)\s?{_OF_WEEK}",
        _figures_of_day,
    ),
    _rule("Japanese month", rf"(?:{_OF_YEAR}|{_NO_YEAR}){_MONTH}", _month),
    _rule("Japanese months", rf"{_OF_YEAR}{_MONTH}{_TO}{_OTHER_MONTH}", _months),
    _rule("Japanese year", f"{_YEAR}(?![度間代])", _whole_year),
    _rule("Japanese fiscal year", f"{_YEAR}度", _fiscal),
    _rule(
        "Japanese fiscal years",
        rf"(?:{_YEAR_IN_FIGURES})年?\s?[-\u2013~\u301c\uff5e]\s?(?P<last>\d{{4}}|\d\d?)年度",
        _fiscal_years,
    ),
    _rule("fiscal year, from the publication date", rf"(?P<which>{_RELATIVE})度", _relative_fiscal),
    _rule(
        "so long before publication",
        rf"{_FROM_NOW}(?P<number>\d{{1,3}}|{SIGN}{{1,3}})(?P<unit>{any_of(JAPANESE_UNITS)})前(?![半期後倒])",
        _ago,
    ),
    _rule("from the publication date", rf"(?P<which>{any_of(JAPANESE_RELATIVE)})(?!度)", _relative),
)
