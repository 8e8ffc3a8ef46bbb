"""Each named rule reads what it should, and not what lies within a longer reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accordgraph.graph.grounding.periods import Period, month_of, year_of
from accordgraph.graph.grounding.phrases import FALL, RISE
from accordgraph.graph.grounding.readings import readings
from accordgraph.graph.grounding.values import Money, Percent, Value

PUBLISHED = date(2024, 4, 16)


def usd(value: int) -> Money:
    """An amount in US dollars."""
    return Money(Decimal(value), "USD")


def yen(value: int) -> Money:
    """An amount in yen."""
    return Money(Decimal(value), "JPY")


def day(year: int, month: int, number: int) -> Period:
    """One day."""
    return Period(date(year, month, number), date(year, month, number), "day")


def days(first: Period, last: int) -> Period:
    """From a day to another one of its month."""
    return Period(first.start, first.start.replace(day=last), "day")


def months(first: Period, last: Period) -> Period:
    """From a month to another."""
    return Period(first.start, last.end, "month")


def years(first: int, last: int) -> Period:
    """From a year to a year."""
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def euros(value: int) -> Money:
    """An amount in euros."""
    return Money(Decimal(value), "EUR")


def rupees(value: int) -> Money:
    """An amount in Indian rupees."""
    return Money(Decimal(value), "INR")


def fiscal(year: int, month: int) -> Period:
    """A year that begins in a month."""
    return Period(date(year, month, 1), month_of(year + 1, month - 1).end, "month")


CASES: tuple[tuple[str, list[Value]], ...] = (
    ("110 million U.S. dollars", [usd(110_000_000)]),
    ("one hundred and ten million dollars", [usd(110_000_000)]),
    ("five billion yen", [yen(5_000_000_000)]),
    ("a ten-million-dollar gift", [usd(10_000_000)]),
    ("16,054 students", [Decimal(16054)]),
    ("500 000 of 1 250 000", [Decimal(500_000), Decimal(1_250_000)]),
    ("12 345 678 euros", [euros(12_345_678)]),
    ("€12 345, EUR 1 250.5", [euros(12_345), Money(Decimal("1250.5"), "EUR")]),
    ("25 500 students", [Decimal(25_500)]),
    (
        "100 m wide, 5 k run, 10m people, $3 m",
        [Decimal(100), Decimal(5), Decimal(10_000_000), usd(3_000_000)],
    ),
    ("In 2024 250 came", [Decimal(2024), year_of(2024), Decimal(250)]),
    ("1,2 million euros, €1,25 million", [euros(1_200_000), euros(1_250_000)]),
    ("1.5 Mrd. EUR, 15 Mio. euros", [euros(1_500_000_000), euros(15_000_000)]),
    ("7,4 Millionen Euro, 1,5 Milliarden Euro", [euros(7_400_000), euros(1_500_000_000)]),
    ("5 millions euros", [euros(5_000_000)]),
    ("2,5 millions d'euros, 5 millions d\u2019euros", [euros(2_500_000), euros(5_000_000)]),
    (
        "1.250.000 US-Dollar, 5 Mio. Schweizer Franken",
        [usd(1_250_000), Money(Decimal(5_000_000), "CHF")],
    ),
    (
        "1.250.000 €, €1.250.000,50, 250.000,00 EUR",
        [euros(1_250_000), Money(Decimal("1250000.50"), "EUR"), euros(250_000)],
    ),
    ("12.345.678 people", [Decimal(12_345_678)]),
    ("250€, 5 M€, 3 Mrd. €, 800k €", [euros(250), euros(5_000_000), euros(3_000_000_000), euros(800_000)]),
    ("250.000 €, €1.250", [euros(250_000), Decimal("1.25")]),
    ("10.000 Studierende, 1.000 million", [Decimal(10_000), Decimal(1_000_000)]),
    ("$1.250 billion", [usd(1_250_000_000)]),
    ("5 € 10/2025", [euros(5), Decimal(10), Decimal(2025), year_of(2025)]),
    ("in 05/2025, from 1/2025 to 12/2026", [month_of(2025, 5), month_of(2025, 1), month_of(2026, 12)]),
    ("Decree 05/2025", [Decimal(5), Decimal(2025), year_of(2025)]),
    ("by 13/2025", [Decimal(13), Decimal(2025), year_of(2025)]),
    ("AY2020/21, in AY2025", [years(2020, 2021)]),
    ("in 2024 € 5m", [Decimal(2024), year_of(2024), euros(5_000_000)]),
    ("5 $10 notes", [Decimal(5), usd(10)]),
    ("AUD$5m", [Money(Decimal(5_000_000), "AUD")]),
    ("5 billion won, 5 won", [Money(Decimal(5_000_000_000), "KRW"), Decimal(5)]),
    ("two years ago, a decade ago", [Decimal(2), year_of(2022), Decimal(10), year_of(2014)]),
    (
        "two months ago, 3 days ago, a year ago",
        [month_of(2024, 2), day(2024, 4, 13), Decimal(1), year_of(2023)],
    ),
    ("about two years ago, over 5 years ago", [Decimal(2), Decimal(5)]),
    ("1.5 years ago", [Decimal("1.5")]),
    ("大学と3年前に、二か月前、3日前", [Decimal(3), year_of(2021), month_of(2024, 2), day(2024, 4, 13)]),
    ("開業の3年前、約3年前、3年前倒し、3年前後", [Decimal(3), Decimal(3), Decimal(3), Decimal(3)]),
    ("3年半の計画、1年6か月、二年半", [Decimal("3.5"), Decimal("1.5"), Decimal("2.5")]),
    ("2025年半ば、5年半導体", [year_of(2025), Decimal(5)]),
    ("3/18(月)に、4/5\uff08金\uff09", [day(2024, 3, 18), day(2024, 4, 5)]),
    ("今から10年前、令和3年前期", [Decimal(10), year_of(2014), year_of(2021)]),
    ("INR 5 crore, 1,25,000 rupees, ₹20 lakhs", [rupees(50_000_000), rupees(125_000), rupees(2_000_000)]),
    ("Rs 5 crore, Rs. 1,25,000, ₹2.5 Cr.", [rupees(50_000_000), rupees(125_000), rupees(25_000_000)]),
    ("₹1.5 lakh crore, five lakh crore rupees", [rupees(1_500_000_000_000), rupees(5_000_000_000_000)]),
    ("Rs 2 lakh crores, Rs 3 lakh cr", [rupees(2_000_000_000_000), rupees(3_000_000_000_000)]),
    ("a course of 3 cr", [Decimal(3)]),
    ("USD 5 MM, $12.5MM, 5 MM USD", [usd(5_000_000), usd(12_500_000), usd(5_000_000)]),
    ("5 mm, 300mm, 1/2 mm", [Decimal(5), Decimal("0.5")]),
    ("2.5 lakh students, five crore", [Decimal(250_000), Decimal(50_000_000)]),
    ("5 million Canadian dollars or CA$5", [Money(Decimal(5_000_000), "CAD"), Money(Decimal(5), "CAD")]),
    ("5 MUSD, 1,2 MEUR, 800kEUR", [usd(5_000_000), euros(1_200_000), euros(800_000)]),
    ("5 BUSD, 5 musd", [Decimal(5), Decimal(5)]),
    ("5m Swiss francs, 3 yuan", [Money(Decimal(5_000_000), "CHF"), Money(Decimal(3), "CNY")]),
    ("CN¥5, JP¥6, 7 Japanese yen", [Money(Decimal(5), "CNY"), yen(6), yen(7)]),
    ("$25 million¹ and 16,054² in 2023³", [usd(25_000_000), Decimal(16_054), Decimal(2023), year_of(2023)]),
    ("$25 million1, ¥500 million12.", [usd(25_000_000), yen(500_000_000)]),
    ("$25m3, 500m2 and 500 m²", [Decimal(500)]),
    (".5 percent of $.5bn", [Percent(Decimal("0.5"), 0), usd(500_000_000)]),
    ("COVID-19, GPT-4, at 10:30", []),
    ("mid-2024", [Decimal(2024), year_of(2024)]),
    ("1/4 or 2 1/2 years", [Decimal("0.25"), Decimal("2.5")]),
    ("May 9 250 came", [day(2024, 5, 9), day(2023, 5, 9), Decimal(250)]),
    ("110 million people", [Decimal(110_000_000)]),
    ("$110m", [usd(110_000_000)]),
    ("US$1.5bn", [usd(1_500_000_000)]),
    ("$110 million", [usd(110_000_000)]),
    ("€5m or 3 million euros", [Money(Decimal(5_000_000), "EUR"), Money(Decimal(3_000_000), "EUR")]),
    ("USD 25,000,000", [usd(25_000_000)]),
    (
        "NT$5m, S$6m, R$7, 5m Hong Kong dollars, 5億シンガポールドル",
        [
            Money(Decimal(5_000_000), "TWD"),
            Money(Decimal(6_000_000), "SGD"),
            Money(Decimal(7), "BRL"),
            Money(Decimal(5_000_000), "HKD"),
            Money(Decimal(500_000_000), "SGD"),
        ],
    ),
    (
        "SEK 5m or 3 million Swedish kronor",
        [Money(Decimal(5_000_000), "SEK"), Money(Decimal(3_000_000), "SEK")],
    ),
    ("CHF 5m or 3m CHF", [Money(Decimal(5_000_000), "CHF"), Money(Decimal(3_000_000), "CHF")]),
    ("in 2024 USD 5m", [Decimal(2024), year_of(2024), usd(5_000_000)]),
    ("₩5bn", [Money(Decimal(5_000_000_000), "KRW")]),
    ("$3 mln, $4 bln and $5 mil.", [usd(3_000_000), usd(4_000_000_000), usd(5_000_000)]),
    ("$110\u2011million for a five\u2010year plan", [usd(110_000_000), Decimal(5)]),
    ("up to $50 million.1", [usd(50_000_000), Decimal(1)]),
    ("more than £1·2m", []),
    ("CHF 1'250'000 or 1\u2019250\u2019000", []),
    ("$17+ million", [usd(17_000_000)]),
    ("$17-plus million", [usd(17_000_000)]),
    ("nine companies", [Decimal(9)]),
    ("twenty-five", [Decimal(25)]),
    ("two million", [Decimal(2_000_000)]),
    ("twenty five of sixty", [Decimal(25), Decimal(60)]),
    ("twenty five-year grants", [Decimal(20), Decimal(5)]),
    ("two hundred and fifty", [Decimal(250)]),
    ("three hundred five", [Decimal(305)]),
    ("one million two hundred thousand and seven", [Decimal(1_200_007)]),
    ("twenty-five hundred", [Decimal(2500)]),
    ("two and a half million", [Decimal(2_500_000)]),
    ("one and a half", [Decimal("1.5")]),
    ("two dozen, a dozen, half a dozen", [Decimal(24), Decimal(12), Decimal(6)]),
    ("dozens, several dozen, a few hundred", []),
    ("a million and half a million", [Decimal(1_000_000), Decimal(500_000)]),
    ("two and three, or one of nine", [Decimal(2), Decimal(3), Decimal(1), Decimal(9)]),
    ("three-quarters or one half", [Decimal("0.75"), Decimal("0.5")]),
    ("one-third, two thirds", [1 / Decimal(3), 2 / Decimal(3)]),
    ("a third of them, a quarter of it, a third partner", [1 / Decimal(3), Decimal("0.25"), Decimal(3)]),
    ("the first", [Decimal(1)]),
    ("the twenty-first, sixty-fifth and fourteenth", [Decimal(21), Decimal(65), Decimal(14)]),
    ("the 21st", [Decimal(21)]),
    ("three decades-long", [Decimal(30)]),
    ("a decade, next decade, decade-long", [Decimal(10), Decimal(10), Decimal(10)]),
    ("half a century or a half-decade", [Decimal(50), Decimal(5)]),
    ("for decades, this decade", []),
    ("19% increase", [Percent(Decimal(19), RISE)]),
    ("a 3.5 per cent decline", [Percent(Decimal("3.5"), FALL)]),
    ("eight percent", [Percent(Decimal(8), 0)]),
    ("8 percentage points above", [Decimal(8)]),
    ("8 percent points", [Decimal(8)]),
    ("8パーセントポイント", [Decimal(8)]),
    ("April 9", [day(2024, 4, 9)]),
    ("May 9", [day(2024, 5, 9), day(2023, 5, 9)]),
    ("9 April 2021", [day(2021, 4, 9)]),
    ("April 16 2024", [day(2024, 4, 16)]),
    ("Jan. 18, 2024, Sept. 10, 2023", [day(2024, 1, 18), day(2023, 9, 10)]),
    ("7 Aug 2023", [day(2023, 8, 7)]),
    ("April 9 this year, on 9 April of last year", [day(2024, 4, 9), day(2023, 4, 9)]),
    ("on May 19-21, 2023.", [days(day(2023, 5, 19), 21)]),
    ("from May 19 to 21, 2023", [days(day(2023, 5, 19), 21)]),
    ("on 19\u201321 May 2023", [days(day(2023, 5, 19), 21)]),
    ("from 30 April to 2 May 2023", [Period(date(2023, 4, 30), date(2023, 5, 2), "day")]),
    ("December 30 \u2013 January 2, 2024", [Period(date(2023, 12, 30), date(2024, 1, 2), "day")]),
    ("May 19 and 20, 2023", [day(2023, 5, 19), day(2023, 5, 20)]),
    ("19 and 20 May 2023", [day(2023, 5, 19), day(2023, 5, 20)]),
    ("April 8-14", [days(day(2024, 4, 8), 14)]),
    ("on April 8 and 9 in Tokyo", [day(2024, 4, 8), day(2024, 4, 9)]),
    ("On April 9 and 10 companies", [day(2024, 4, 9), Decimal(10)]),
    ("April 9-7, 2024", [day(2024, 4, 9), Decimal(7), Decimal(2024), year_of(2024)]),
    ("in December of last year", [month_of(2023, 12)]),
    ("last December", [month_of(2023, 12)]),
    ("Last March", [month_of(2024, 3), month_of(2023, 3)]),
    ("next March, this May", [month_of(2025, 3), month_of(2024, 5)]),
    ("next June", [month_of(2024, 6), month_of(2025, 6)]),
    ("in March, since mid-June", [month_of(2024, 3), month_of(2024, 6), month_of(2023, 6)]),
    ("may march in march", []),
    ("from May to July 2023", [months(month_of(2023, 5), month_of(2023, 7))]),
    ("from September to June 2024", [months(month_of(2023, 9), month_of(2024, 6))]),
    ("in May and October 2023", [month_of(2023, 5), month_of(2023, 10)]),
    ("2019, and in May of that year", [Decimal(2019), year_of(2019), month_of(2019, 5)]),
    ("in March 2020, on May 5 the following year", [month_of(2020, 3), day(2021, 5, 5)]),
    ("May 5 of the same year", [Decimal(5)]),
    ("February 30", [Decimal(30)]),
    ("in March 2023", [month_of(2023, 3)]),
    ("Last year", [year_of(2023)]),
    ("this month", [month_of(2024, 4)]),
    ("In 2022/23", [years(2022, 2023)]),
    ("1999-2001", [years(1999, 2001)]),
    ("1999/00", [years(1999, 2000)]),
    ("2022-10", [Decimal(2022), year_of(2022), Decimal(10)]),
    ("2022/23 … from the previous year", [years(2022, 2023), years(2021, 2022)]),
    ("fiscal year 2024", [fiscal(2024, 4), fiscal(2023, 10)]),
    ("FY2024, FY 2024, FY24", [fiscal(2024, 4), fiscal(2023, 10)] * 3),
    ("the 2024 fiscal year, 2024会計年度", [fiscal(2024, 4), fiscal(2023, 10)] * 2),
    ("Heisei 30, Reiwa 6", [year_of(2018), year_of(2024)]),
    ("1900-1999, the previous year", [years(1900, 1999), years(1899, 1998)]),
    ("the previous year", []),
    ("COVID19 x2 1.2.3", []),
    ("on Tuesday, by Wednesday", [day(2024, 4, 16), day(2024, 4, 23), day(2024, 4, 10), day(2024, 4, 17)]),
    ("last Tuesday", [day(2024, 4, 9), day(2024, 4, 2)]),
    ("next Tuesday", [day(2024, 4, 23), day(2024, 4, 30)]),
    ("Monday, April 8; April 8 (Monday), on Mondays", [day(2024, 4, 8)] * 2),
    ("am 15. Oktober 2024, 3. April 2024", [day(2024, 10, 15), day(2024, 4, 3)]),
    ("im M\u00e4rz 2024, Mai 2024", [month_of(2024, 3), month_of(2024, 5)]),
    ("le 1er octobre 2024, le 15 ao\u00fbt 2024", [day(2024, 10, 1), day(2024, 8, 15)]),
    ("en d\u00e9cembre 2023 et mars 2024", [month_of(2023, 12), month_of(2024, 3)]),
    ("the rover Mars 2020; on 15 August 2024", [Decimal(2020), year_of(2020), day(2024, 8, 15)]),
    ("am Montag", [day(2024, 4, 15), day(2024, 4, 22)]),
    ("am Montag, dem 8.", [Decimal(8)]),
    ("today, yesterday and the day before yesterday", [day(2024, 4, each) for each in (16, 15, 14)]),
    ("the third of April and the twenty-first day of June 2023", [day(2024, 4, 3), day(2023, 6, 21)]),
    ("this 3rd day of April, 2024", [day(2024, 4, 3)]),
    ("from the 3rd to the 5th of April", [days(day(2024, 4, 3), 5)]),
    ("a third March meeting", [Decimal(3)]),
    ("March third, on April the twenty-first, 2023", [day(2024, 3, 3), day(2023, 4, 21)]),
    ("it may first pass", [Decimal(1)]),
    ("16.4.2024, 16.04.24, 18-Mar-2024", [day(2024, 4, 16), day(2024, 4, 16), day(2024, 3, 18)]),
    ("16/4/24 or 4/16/2024", [day(2024, 4, 16)] * 2),
    ("05/04/2024", [day(2024, 4, 5), day(2024, 5, 4)]),
    (
        "2½ million, $2½ million, ¾, 2 ¼",
        [Decimal(2_500_000), usd(2_500_000), Decimal("0.75"), Decimal("2.25")],
    ),
    ("1 1/2 million", [Decimal(1_500_000)]),
    ("two-and-a-half million dollars", [usd(2_500_000)]),
    ("a quarter of a million, three-quarters of a million dollars", [Decimal(250_000), usd(750_000)]),
    ("2024/4/9 and 2024-04-10", [day(2024, 4, 9), day(2024, 4, 10)]),
    ("約1億1000万ドル", [usd(110_000_000)]),
    ("1億1千万米ドル", [usd(110_000_000)]),
    ("５０００万ドル", [usd(50_000_000)]),
    ("200億円規模", [yen(20_000_000_000)]),
    ("総額1兆2,000億円", [yen(1_200_000_000_000)]),
    ("二百億円", [yen(20_000_000_000)]),
    ("¥200億", [yen(20_000_000_000)]),
    ("関東一円", []),
    ("22.2万人", [Decimal(222_000)]),
    ("40万人", [Decimal(400_000)]),
    ("9社", [Decimal(9)]),
    ("九社と三菱", [Decimal(9)]),
    ("二十五校", [Decimal(25)]),
    ("第二次提言", []),
    ("今後10年間で", [Decimal(10)]),
    ("三十年にわたり", [Decimal(30)]),
    ("15.9%増", [Percent(Decimal("15.9"), RISE)]),
    ("3割減", [Percent(Decimal(30), FALL)]),
    ("2024年4月9日", [day(2024, 4, 9)]),
    ("２０２４年４月９日", [day(2024, 4, 9)]),
    ("令和6年4月9日", [day(2024, 4, 9)]),
    ("令和元年", [year_of(2019)]),
    ("平成三十一年四月", [month_of(2019, 4)]),
    ("二〇二四年", [year_of(2024)]),
    ("\uffe55億、\uff0450万", [yen(500_000_000), usd(500_000)]),
    ("数百万ドル、数十億円、何千人", []),
    ("学生数1万人", [Decimal(10_000)]),
    ("4月9日", [day(2024, 4, 9)]),
    ("5月9日", [day(2024, 5, 9), day(2023, 5, 9)]),
    ("13月1日", [Decimal(13), Decimal(1)]),
    ("2023年5月", [month_of(2023, 5)]),
    ("2033年までに", [year_of(2033)]),
    ("2023年度", [Period(date(2023, 4, 1), date(2024, 3, 31), "month")]),
    ("令和6(2024)年度", [fiscal(2024, 4)]),
    (
        "2024〜2026年度、令和6〜8年度、2024-26年度",
        [fiscal(2024, 4), fiscal(2026, 4), Period(date(2024, 4, 1), date(2027, 3, 31), "month")] * 3,
    ),
    ("2024-20年度", [Decimal(2024), year_of(2024), Decimal(20)]),
    ("R6年度、\uff28\uff13\uff10年度", [fiscal(2024, 4), fiscal(2018, 4)]),
    ("2018\uff08平成30\uff09年4月1日", [day(2018, 4, 1)]),
    ("令和6年(2024年)4月9日", [day(2024, 4, 9)]),
    ("2023年(5%増)", [year_of(2023), Percent(Decimal(5), RISE)]),
    ("1990年代", [Decimal(1990)]),
    ("4分の1、十分の一", [Decimal("0.25"), Decimal("0.1")]),
    ("五か年、十五箇国、八者、三拠点", [Decimal(5), Decimal(15), Decimal(8), Decimal(3)]),
    ("500万USドル", [usd(5_000_000)]),
    ("16日に、20日に", [day(2024, 4, 16), day(2024, 4, 20), day(2024, 3, 20)]),
    ("\uff11\uff15日付、十六日", [day(2024, 4, 15), day(2024, 4, 16)]),
    ("15、16日", [day(2024, 4, 15), day(2024, 4, 16)]),
    ("14〜16日", [days(day(2024, 4, 14), 16)]),
    ("16日間、10日目、3日後、計3日本企業", [Decimal(16), Decimal(10), Decimal(3), Decimal(3)]),
    ("本日、昨日", [day(2024, 4, 16), day(2024, 4, 15)]),
    ("R6.4.16、令和6.4.16、\uff12\uff10\uff12\uff14\uff0e\uff14\uff0e\uff11\uff16", [day(2024, 4, 16)] * 3),
    ("昨年、今月", [year_of(2023), month_of(2024, 4)]),
    ("今年度、来年度、昨年度", [fiscal(2024, 4), fiscal(2025, 4), fiscal(2023, 4)]),
    ("約 29 億米ドル、2 億 1 千万ドル", [usd(2_900_000_000), usd(210_000_000)]),
    (
        "2024 年 4 月 9 日、令和 6 年度、\uff12 月 \uff13 日",
        [day(2024, 4, 9), fiscal(2024, 4), day(2024, 2, 3)],
    ),
    ("9 社と 100 万人、4 分の 1", [Decimal(9), Decimal(1_000_000), Decimal("0.25")]),
    ("再来年、一昨年、再来月", [year_of(2026), year_of(2022), month_of(2024, 6)]),
    ("昨年12月、今年4月9日", [month_of(2023, 12), day(2024, 4, 9)]),
    ("2024年5月19〜21日", [days(day(2024, 5, 19), 21)]),
    ("3月19日(火)から21日(木)まで", [days(day(2024, 3, 19), 21)]),
    ("2023年12月30日〜1月2日", [Period(date(2023, 12, 30), date(2024, 1, 2), "day")]),
    ("2023年10月から3月まで", [months(month_of(2023, 10), month_of(2024, 3))]),
    ("2023年5月と10月、4月中旬", [month_of(2023, 5), month_of(2023, 10), month_of(2024, 4)]),
    ("2023年10月に、翌4月に", [month_of(2023, 10), month_of(2024, 4)]),
    ("2025年3月3日に、翌4月に、翌3月1日に", [day(2025, 3, 3), month_of(2025, 4), day(2026, 3, 1)]),
    (
        "2023年に、翌4月に、2024年1月と翌2月",
        [year_of(2023), month_of(2024, 4), month_of(2024, 1), month_of(2024, 2)],
    ),
    ("2019年に、翌年4月1日に、同年10月に", [year_of(2019), day(2020, 4, 1), month_of(2020, 10)]),
    ("2019年の4月9日、毎年4月9日", [day(2019, 4, 9), Decimal(4), Decimal(9)]),
    ("2023年4月30日〜5月2日", [Period(date(2023, 4, 30), date(2023, 5, 2), "day")]),
    ("2023年5月19、20日", [day(2023, 5, 19), day(2023, 5, 20)]),
    ("2023年5月5日から10日間", [day(2023, 5, 5), Decimal(10)]),
    ("2022年に前年から", [year_of(2022), year_of(2021)]),
)


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_rules(text: str, wanted: list[Value]) -> None:
    assert [one.value for one in readings(text, PUBLISHED)] == wanted


#: What names a time that the calendar does not have, when it was published, and what else is read in it.
NO_TIMES: tuple[tuple[str, date, list[Value]], ...] = (
    ("〇〇〇〇年に協定を結ぶ。", PUBLISHED, [Decimal(0)]),
    ("〇〇〇〇年四月に、〇〇〇〇年四月九日に、〇〇〇〇年度に", PUBLISHED, [Decimal(0)] * 3),
    ("九九九九年度", PUBLISHED, [Decimal(9999)]),
    ("令和九千九百年、令和九千九百年度", PUBLISHED, [Decimal(9900)] * 2),
    ("May 5, last year, last month, 昨年、先月", date(1, 1, 1), [Decimal(5)]),
    ("next year, next month, 来年、来月", date(9999, 12, 31), []),
    ("yesterday, last Monday, 昨日", date(1, 1, 1), []),
    ("tomorrow, next Friday, 明日", date(9999, 12, 31), []),
    ("〇〇〇一年、前年", PUBLISHED, [year_of(1)]),
)


@pytest.mark.parametrize(("text", "published", "wanted"), NO_TIMES, ids=[row[0] for row in NO_TIMES])
def test_a_time_beyond_the_calendar_is_none(text: str, published: date, wanted: list[Value]) -> None:
    assert [one.value for one in readings(text, published)] == wanted


def test_the_last_years_of_the_calendar_are_read() -> None:
    found = [one.value for one in readings("九九九九年と九九九八年度", PUBLISHED)]
    assert found == [year_of(9999), Period(date(9998, 4, 1), date(9999, 3, 31), "month")]


def test_a_year_is_a_date_and_a_number() -> None:
    assert {one.value for one in readings("by 2033", PUBLISHED)} == {year_of(2033), Decimal(2033)}
