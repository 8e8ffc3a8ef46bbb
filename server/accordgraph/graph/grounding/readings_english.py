"""What an English text says, by named rules: numbers and amounts, and these for dates; of German and French
dates those that give their year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from .counts_english import COUNTS, WORDED, counted
from .figures import NUMBER
from .numerals import ORDINAL, value
from .periods import Period, days, months, relative, several_days, several_months, weekdays, years
from .qualifying import qualifier_of
from .values import Reading, Rule, Value, any_of, rule
from .words import DAYS, ERAS, MONTHS, NAMED, OTHER_MONTHS, RELATIVE, SHORT_MONTHS, WEEKDAYS, YEARS

_NUMBERS: Mapping[str, int] = {
    **MONTHS,
    **SHORT_MONTHS,
    **{word.lower(): number for word, number in OTHER_MONTHS.items()},
}
_NAMED = rf"{any_of(MONTHS)}|(?:{any_of(SHORT_MONTHS)})\.?"
_MONTH, _OTHER_MONTH = rf"(?P<month>{_NAMED})", rf"(?P<other_month>{_NAMED})"
_DAY, _OTHER_DAY = (rf"(?P<{name}>[0-3]?\d)(?:st|nd|rd|th)?" for name in ("day", "other_day"))
_OF = "(?:(?:day )?of )?"
#: Months in German and French; and those of them that are none in English.
_FOREIGN, _ONLY_FOREIGN = (
    f"(?-i:{any_of(words)})"
    for words in (OTHER_MONTHS, [each for each in OTHER_MONTHS if each.lower() not in MONTHS])
)
#: A day in words, which "third March meetings" do not give.
_WORDED_DAY = rf"(?P<words>{ORDINAL}) (?:day )?of"
_WHICH = rf"(?P<which>{any_of(RELATIVE)})"
YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf",? (?:{YEAR}|(?:of )?(?:{_WHICH}|(?P<named>{any_of(NAMED)})) year)"
_STEPS: Mapping[str, int] = {**RELATIVE, **NAMED}
#: Words before a month, without which it may be a name or a verb.
_AT = ("in", "by", "since", "until", "till", "from", "through", "during", "early", "late", "end of")
_ALONE = "|".join((*(rf"(?<=\b{word} )" for word in _AT), "(?<=mid-)"))
#: What stands between two days.
_TO = r"(?P<to>\s?[-\u2013\u2014]\s?| (?:to|through|until|and|or|&) )"
_BOTH = ("and", "or", "&")
_MONTHS = ("month", "other_month")
#: What may follow two days that words join, where no year does: else the second one may count what follows.
_ENDS = re.compile(r"$|\s?[.,;:!?)]| (?:in|at|on|for|by|as|with|when|where)(?!\w)", re.IGNORECASE)


def _year_of(match: re.Match[str], published: date | None) -> int | None:
    """The year that a date gives, itself or by how far it is from that of publication."""
    if match["year"]:
        return int(match["year"])
    which = match["which"] or match["named"]
    return published.year + _STEPS[which.lower()] if which and published else None


def _month_of(name: str) -> int:
    return _NUMBERS[name.lower().rstrip(".")]


def _day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    year, said = _year_of(match, published), match.groupdict().get("words")
    number = int(value(said) if said else match["day"])
    yield from days(year, _month_of(match["month"]), number, published)


def _days(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """From a day to another, or two days; either may leave the month to the other."""
    first, last = (_month_of(match[a] or match[b]) for a, b in (_MONTHS, reversed(_MONTHS)))
    year, to = _year_of(match, published), match["to"].strip().lower()
    if to.isalpha() and year is None and not _ENDS.match(match.string, match.end()):
        return
    one, other = int(match["day"]), int(match["other_day"])
    yield from several_days(year, (first, one), (last, other), published, apart=to in _BOTH)


def _figures_by_day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A day in figures that end with the year; where slashes part them, the month may stand first."""
    year, first, second = int(match["year"] or f"20{match['short']}"), int(match["day"]), int(match["month"])
    yield from days(year, second, first, published)
    if match["sign"] != "." and first != second:
        yield from days(year, first, second, published)


def _weekday(match: re.Match[str], published: date | None) -> Iterator[Value]:
    step = RELATIVE[match["which"].lower()] if match["which"] else 0
    yield from weekdays(WEEKDAYS[match["weekday"].lower()], step, published)


def _worded_day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    if match["month"][0].isupper():
        yield from _day(match, published)


def _ago(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A year, month or day so long before publication, unless it is "about" or "more than" so long."""
    many, unit = counted(match) if match["words"] or match["number"] else Decimal(1), match["unit"].lower()
    if unit in YEARS:
        many, unit = many * YEARS[unit], "year"
        yield many
    exact = qualifier_of(match.string, Reading(*match.span(), "so long ago", many)) is None
    if exact and many == int(many):
        yield from relative(unit, -int(many), published)


def _relative_day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from relative("day", DAYS[match["which"].lower()], published)


def _month(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from months(_year_of(match, published), _month_of(match["month"]))


def month_in_figures(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A month by its number and its year."""
    yield from months(int(match["year"]), int(match["month"]))


def _month_alone(match: re.Match[str], published: date | None) -> Iterator[Value]:
    if match["month"][0].isupper():
        yield from months(None, _month_of(match["month"]), published)


def _several_months(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """From a month to another, or two months; the year is that of the last."""
    year = _year_of(match, published)
    if year is not None:
        first, last = (_month_of(match[name]) for name in _MONTHS)
        apart = match["to"].strip().lower() in _BOTH
        yield from several_months((year - (last < first), first), (year, last), apart=apart)


def _relative_month(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """ "Last March" is the latest before publication, or that of the year before."""
    if published is None:
        return
    month, step = _month_of(match["month"]), RELATIVE[match["which"].lower()]
    for year in dict.fromkeys((published.year, published.year + step)):
        after = 12 * (year - published.year) + month - published.month
        if after * step > 0 or not step:
            yield from months(year, month)


def _years(match: re.Match[str], published: date | None) -> Iterator[Value]:
    first, last = int(match["year"]), match["last"]
    # "1999/00" goes over into the next century, "2022-10" does not.
    second = int(last) if len(last) == 4 else first + (int(last) - first) % 100
    if second > first and (len(last) == 4 or second == first + 1 or second // 100 == first // 100):
        yield Period(date(first, 1, 1), date(second, 12, 31), "year")


def _year(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from years(int(match["year"]))


def _fiscal(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A fiscal year, which begins in April in Japan and in the October before in the United States."""
    year = int(match["year"] or match["before"] or f"20{match['short']}")
    yield Period(date(year, 4, 1), date(year + 1, 3, 31), "month")
    yield Period(date(year - 1, 10, 1), date(year, 9, 30), "month")


def _era(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from years(ERAS[match["era"].capitalize()] + int(match["of"]) - 1)


def _relative(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from relative(match["unit"].lower(), RELATIVE[match["which"].lower()], published)


#: The rules, each by its name.
ENGLISH: tuple[Rule, ...] = (
    *COUNTS,
    rule("month and day", rf"{_MONTH} {_DAY}(?:{_OF_YEAR})?", _day),
    rule("month and day in words", rf"{_MONTH} (?:the )?(?P<words>{ORDINAL})(?:{_OF_YEAR})?", _worded_day),
    rule("day and month", rf"(?:{_DAY} {_OF}|{_WORDED_DAY} ){_MONTH}(?:{_OF_YEAR})?", _day),
    rule("day, month and year", rf"{_DAY}-{_MONTH}-{YEAR}", _day),
    rule(
        "day and month in German or French",
        rf"(?P<day>[0-3]?\d)(?:\.|er|(?= {_ONLY_FOREIGN})) (?P<month>{_FOREIGN}) {YEAR}",
        _day,
    ),
    rule("month and year in German or French", rf"(?P<month>{_ONLY_FOREIGN}) {YEAR}", _month),
    rule("month and days", rf"{_MONTH} {_DAY}{_TO}(?:{_OTHER_MONTH} )?{_OTHER_DAY}(?:{_OF_YEAR})?", _days),
    rule(
        "days and month",
        rf"{_DAY}(?: {_OF}{_MONTH})?{_TO}(?:the )?{_OTHER_DAY} {_OF}{_OTHER_MONTH}(?:{_OF_YEAR})?",
        _days,
    ),
    rule("month and year", rf"{_MONTH}{_OF_YEAR}", _month),
    rule(
        "month and year in figures",  # not the number of a decree
        rf"(?:{_ALONE}|(?<=/\d{{4}} to ))(?P<month>0?[1-9]|1[0-2])/{YEAR}",
        month_in_figures,
    ),
    rule("months", rf"{_MONTH}{_TO}{_OTHER_MONTH}{_OF_YEAR}", _several_months),
    rule("month alone", rf"(?:{_ALONE}){_MONTH}", _month_alone),
    rule("month, from the publication date", rf"{_WHICH} {_MONTH}", _relative_month),
    rule("years", rf"(?:AY)?{YEAR}[/\u2013\u2014-](?P<last>\d{{4}}|\d\d)", _years),
    rule("year", rf"{YEAR}(?!年代)", _year),
    rule(
        "fiscal year",
        rf"(?:J?FY|fiscal(?: years?)?)[ -]?{YEAR}|J?FY ?['\u2019]?(?P<short>\d\d)"
        r"|(?P<before>(?:19|20)\d\d)(?: (?:fiscal|financial) year|会計年度)",
        _fiscal,
    ),
    rule("year of an era", rf"(?P<era>{any_of(ERAS)}) (?P<of>\d\d?)", _era),
    rule(
        "day, month and year in figures",
        rf"(?P<day>\d\d?)(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?:{YEAR}|(?<!-)(?P<short>\d\d))",
        _figures_by_day,
    ),
    rule("from the publication date", rf"{_WHICH} (?P<unit>year|month)", _relative),
    rule(
        "so long ago",
        rf"(?:{WORDED}|{NUMBER}|an?) (?P<unit>{any_of(YEARS)}|month|day)s? ago",
        _ago,
    ),
    rule("day, from the publication date", rf"(?P<which>{any_of(DAYS)})", _relative_day),
    rule(
        "day of the week, from the publication date",  # not of a date that stands beside it
        rf"(?<!\d, )(?<!\d \()(?:{_WHICH} )?(?P<weekday>{any_of(WEEKDAYS)})"
        rf"(?!,? \(?(?:(?:the|dem|den) )?(?:{_NAMED}|\d))",
        _weekday,
    ),
)
