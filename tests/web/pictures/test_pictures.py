"""Pictures: what they draw, what they leave out, and that nothing in them is invented or becomes markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from flask import Flask, render_template_string

from accordgraph.web.data.display import Cell
from accordgraph.web.pictures import network, series
from accordgraph.web.pictures.flow import DRAWN, draw_flows
from accordgraph.web.pictures.lettering import LINE, broken, width_of
from accordgraph.web.pictures.network import Tie, draw_network
from accordgraph.web.pictures.payments import Amount, Payment, Total
from accordgraph.web.pictures.series import Point, draw_series
from accordgraph.web.pictures.shapes import Drawing, Label, Picture
from accordgraph.web.pictures.timeline import Moment, draw_timeline
from accordgraph.web.responding.context import lend

HOSTILE = '"><script>alert(1)</script><svg onload="x">'
_SHOW = '{% from "_pictures.html" import picture %}{{ picture(drawn, "p", title, title) }}'


def thing(name: str) -> Cell:
    """Return a thing of a name, with its page."""
    return Cell(name, "en", f"doc/{name}")


def money(value: int, currency: str = "USD") -> Amount:
    """Return an amount."""
    return Amount(Decimal(value), currency, f"{currency} {value:,}")


def flows(payments: Sequence[Payment], totals: Sequence[Total] = ()) -> dict[str, Picture]:
    """The pictures of payments, in English."""
    return draw_flows(payments, totals, "not stated", "Total")


def shown(app: Flask, drawn: Picture, title: str = "Title") -> ElementTree.Element:
    """Return a picture as the template writes it, parsed."""
    with app.test_request_context("/"):
        lend()
        return ElementTree.fromstring(render_template_string(_SHOW, drawn=drawn, title=title))  # noqa: S314 - ours


def heights(drawing: Drawing) -> dict[str, float]:
    """Return how high each bar is, by whose it is."""
    return {box.title: box.height for box in drawing.boxes}


@pytest.mark.parametrize(("text", "width", "lines", "expected"), [
    ("", 100, 2, ()),
    ("Arm", 100, 2, ("Arm",)),
    ("University of Washington", 110, 2, ("University of", "Washington")),
    ("University of Washington", 110, 1, ("University …",)),
    ("US-Japan university-corporate", 150, 2, ("US-Japan university-", "corporate")),
    ("東京大学と早稲田大学", 65, 3, ("東京大学と", "早稲田大学")),
    ("レンセラー工科大学", 110, 4, ("レンセラー", "工科大学")),
    ("ソフトバンクグループ", 120, 3, ("ソフトバンクグ", "ループ")),
    ("国際協力「米国」", 65, 3, ("国際協力", "「米国」")),
    ("慶應義塾大学", 65, 2, ("慶應義塾", "大学")),
    ("半導体パートナーシップUPWARDS", 190, 2, ("半導体パートナーシップ", "UPWARDS")),
    ("IBM・KAISTの協定", 90, 3, ("IBM・", "KAISTの協定")),
    ("大学・KAISTの協定", 65, 3, ("大学・", "KAISTの", "協定")),
    ("協力の IBM と NEC の協定", 75, 3, ("協力の IBM", "と NEC の", "協定")),
    ("x" * 50, 80, 2, ("x" * 10, "x" * 8 + " …")),
])  # fmt: skip
def test_texts_are_broken_where_they_end(
    text: str, width: int, lines: int, expected: tuple[str, ...]
) -> None:
    assert broken(text, width, lines) == expected
    assert all(width_of(line) <= width for line in expected)


def test_a_flow_has_one_picture_for_each_currency() -> None:
    payments = [
        Payment(thing("a"), thing("x"), money(30)),
        Payment(thing("b"), thing("x"), money(10)),
        Payment(thing("b"), thing("x"), money(5000, "JPY")),
        Payment(thing("c"), thing("y")),
    ]
    found = flows(payments)
    assert list(found) == ["JPY", "USD", ""]
    dollars = heights(found["USD"].wide)
    assert dollars["a"] == pytest.approx(3 * dollars["b"])
    assert dollars["x"] == pytest.approx(dollars["a"] + dollars["b"])
    assert "c" not in dollars
    assert [path.look for path in found[""].wide.paths] == ["unstated"]


def test_a_total_is_the_frame_of_its_parts_and_nothing_is_added_up() -> None:
    payments = [Payment(thing("a"), thing("x"), money(25)), Payment(thing("b"), thing("x"))]
    found = flows(payments, [Total(thing("x"), money(110))])["USD"]
    bars = heights(found.wide)
    assert bars["x"] == pytest.approx(bars["a"] * 110 / 25)
    texts = {line for label in found.wide.labels for line in label.lines}
    assert texts == {"a", "USD 25", "b", "not stated", "x", "USD 110"}
    assert [tuple(cell.text for cell in row) for row in found.rows] == [
        ("a", "x", "USD 25"),
        ("b", "x", "not stated"),
        ("Total", "x", "USD 110"),
    ]


def test_amounts_stand_beside_a_giver_as_they_are_stated_as_long_as_they_are_two_at_most() -> None:
    payments = [
        Payment(thing("a"), thing("x"), money(25)),
        Payment(thing("b"), thing("x"), money(10)),
        Payment(thing("b"), thing("y"), money(30)),
        Payment(thing("c"), thing("y")),
        Payment(thing("d"), thing("y")),
        Payment(thing("d"), thing("x"), money(5)),
        *(Payment(thing("e"), thing("x"), money(amount)) for amount in (4, 3, 2)),
    ]
    labels = flows(payments)["USD"].wide.labels
    assert [label.lines for label in labels if label.look in ("name", "note")][:-2] == [
        ("a",),
        ("USD 25",),
        ("b",),
        ("USD 10 + USD 30",),
        ("d",),
        ("USD 5 + not stated",),
        ("e",),
        ("c",),
        ("not stated",),
    ]


def test_a_band_is_as_thick_as_its_part_of_the_bars_at_its_ends() -> None:
    payments = [Payment(thing(giver), thing("x"), money(value)) for giver, value in (("a", 30), ("b", 10))]
    drawing = flows(payments)["USD"].wide
    bars = {box.title: box for box in drawing.boxes}
    begin = bars["x"].y
    for giver, path in zip("ab", drawing.paths, strict=True):
        places = [float(each) for each in re.findall(r"[\d.]+", path.course)]
        left, over, middle, _, _, over_there, right, _, under_there, *_, under = places
        upper = [left, over, middle, over, middle, over_there, right, over_there]
        lower = [under_there, middle, under_there, middle, under, left, under]
        assert places == [*upper, *lower]
        there = (begin, begin + bars[giver].height)
        assert (over_there, under_there) == pytest.approx(there, abs=0.1)
        assert (over, under) == pytest.approx((bars[giver].y, bars[giver].y + bars[giver].height), abs=0.1)
        begin = there[1]


def test_what_has_no_amount_adds_nothing_to_a_bar_and_a_small_one_hardly_anything() -> None:
    few = [Payment(thing("a"), thing("x"), money(100_000)), Payment(thing("b"), thing("y"), money(10_000))]
    many = [*few, Payment(thing("b"), thing("y"), money(1))]
    many += [Payment(thing(f"g{n}"), thing("y")) for n in range(14)]
    for payments in (few, many):
        bars = heights(flows(payments)["USD"].wide)
        assert bars["y"] == pytest.approx(bars["x"] / 10, abs=1)
        assert bars["b"] == pytest.approx(bars["y"])


def test_lines_without_amount_share_what_is_left_of_a_frame() -> None:
    payments = [
        Payment(thing("a"), thing("x"), money(20)),
        *(Payment(thing(f"g{n}"), thing("x")) for n in range(4)),
    ]
    drawing = flows(payments, [Total(thing("x"), money(100))])["USD"].wide
    frame = next(box for box in drawing.boxes if box.title == "x")
    ends = sorted(float(path.course.split()[-1]) for path in drawing.paths if path.look == "unstated")
    begin, step = frame.y + frame.height / 5, frame.height / 5
    assert ends == pytest.approx([begin + step * (n + 0.5) for n in range(4)], abs=0.1)


def test_a_flow_of_many_draws_the_largest_and_says_how_many_are_left_out(app: Flask) -> None:
    payments = [Payment(thing(f"g{n}"), thing("x"), money(n)) for n in range(1, 101)]
    found = flows(payments)["USD"]
    assert found.left_out == 100 - DRAWN
    assert len(found.wide.paths) == DRAWN
    assert "g100" in heights(found.wide)
    assert "76 more are not drawn." in "".join(shown(app, found).itertext())


def ties(count: int) -> tuple[Tie, ...]:
    """Return agreements of some parties each, who share some."""
    return tuple(
        Tie(thing(f"University of the {n % 17}th town"), thing(f"Agreement no. {n % 7}"), Cell("party"), True)
        for n in range(count)
    )


@pytest.mark.parametrize("count", [5, 200])
def test_names_in_a_network_stand_beside_each_other_where_there_is_room(count: int) -> None:
    drawing = draw_network(ties(count), 40).wide
    assert drawing.height < sum(box.height for box in drawing.boxes)


@pytest.mark.parametrize("count", [1, 5, 20, 200])
def test_names_in_a_network_never_lie_on_each_other_and_stay_inside(count: int) -> None:
    found = draw_network(ties(count), 40)
    for drawing in (found.wide, found.narrow):
        for one, other in combinations(drawing.boxes, 2):
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (one, other)
        for box in drawing.boxes:
            assert box.x >= 0
            assert box.x + box.width <= drawing.width
            assert box.y >= 0
            assert box.y + box.height <= drawing.height


def test_a_network_is_the_same_each_time_and_bounded() -> None:
    many = ties(100) + tuple(Tie(thing(f"o{n}"), thing("hub"), Cell("party")) for n in range(300))
    draw_network.cache_clear()
    first = draw_network(many)
    draw_network.cache_clear()
    assert draw_network(many) == first
    assert len(first.wide.boxes) <= network.DRAWN
    assert first.left_out == 17 + 7 + 300 + 1 - len(first.wide.boxes)


def test_an_agreement_is_drawn_with_all_its_parties_or_not_at_all() -> None:
    def agreement(name: str, parties: int) -> tuple[Tie, ...]:
        return tuple(Tie(thing(f"{name} {n}"), thing(name), Cell("party"), True) for n in range(parties))

    drawn = draw_network(
        (*agreement("a", 5), *agreement("large", network.DRAWN), *agreement("b", network.DRAWN - 8))
    )
    titles = {box.title for box in drawn.wide.boxes}
    assert titles == {"a", "b", *(f"a {n}" for n in range(5)), *(f"b {n}" for n in range(network.DRAWN - 8))}
    assert drawn.left_out == network.DRAWN + 1
    only = draw_network(agreement("large", 300))
    assert "large" in {box.title for box in only.wide.boxes}
    assert len(only.wide.boxes) == network.DRAWN


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_names_of_a_timeline_are_whole_and_below_each_other(width: str) -> None:
    names = [
        f"Announcement of the partnership no. {n} of two universities far away in April 2024"
        for n in range(9)
    ]
    dated = zip((date(2024, n + 1, 1) for n in range(9)), names, strict=True)
    moments = [Moment(day, day, str(day), thing(name), "signed") for day, name in dated]
    drawing = getattr(draw_timeline(moments), width)
    labels = [label for label in drawing.labels if label.look == "name"]
    assert [" ".join(label.lines) for label in labels] == names
    for one, other in pairwise(labels):
        assert one.y + LINE * len(one.lines) <= other.y
    for label in labels:
        assert label.x + max(map(width_of, label.lines)) <= drawing.width
    assert max(dot.y for dot in drawing.dots) < drawing.height


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("last", [2024, 2025, 2031, 2079])
def test_each_line_of_a_timeline_names_its_year(width: str, last: int) -> None:
    days = [date(2024, 4, 9), date(last, 8, 22)]
    drawing = getattr(draw_timeline([Moment(day, day, str(day), thing("x"), "") for day in days]), width)
    years = [label for label in drawing.labels if label.look == "tick"]
    assert len(years) == len(drawing.paths) >= 2
    ends = [_ends(label) for label in years]
    assert all(one[1] < other[0] for one, other in pairwise(ends)), "they lie on each other"
    assert 0 <= ends[0][0] <= ends[-1][1] <= drawing.width


def _ends(label: Label) -> tuple[float, float]:
    width = width_of(label.lines[0])
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width


def test_a_period_is_drawn_from_its_first_day_to_its_last() -> None:
    first, last = date(2023, 4, 1), date(2025, 3, 31)
    spans = [(first, last), (first, first), (last, last)]
    moments = [Moment(start, end, str(start), thing(f"{start} {end}"), "ran") for start, end in spans]
    drawing = draw_timeline(moments).wide
    (span,) = drawing.boxes
    assert [span.x, span.x + span.width] == pytest.approx(sorted(dot.x for dot in drawing.dots))


@pytest.mark.parametrize(("what", "heads"), [("signed", ("When", "What", "Name")), ("", ("When", "Name"))])
def test_the_table_of_a_timeline_has_no_empty_column(what: str, heads: tuple[str, ...]) -> None:
    day = date(2024, 4, 9)
    drawn = draw_timeline([Moment(day, day, "9 April 2024", thing("x"), what)])
    assert drawn.heads == heads
    assert [[cell.text for cell in row] for row in drawn.rows] == [
        ["9 April 2024", *filter(None, (what,)), "x"]
    ]


def yearly(*values: int, since: int = 2000) -> list[Point]:
    """Return numbers, one a year, in no order of time."""
    return [
        Point(date(year, 1, 1), date(year, 12, 31), Decimal(value), f"{value:,}", str(year), thing("x"))
        for year, value in reversed(list(enumerate(values, since)))
    ]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_few_numbers_over_time_are_bars_as_long_as_they_are_in_the_order_of_time(width: str) -> None:
    values = (30, 0, 1_000_000, 500_000)
    drawing = getattr(draw_series(yearly(*values)), width)
    assert [box.title for box in drawing.boxes] == [f"{2000 + n}: {each:,}" for n, each in enumerate(values)]
    assert len({box.x for box in drawing.boxes}) == 1
    lengths = [box.width for box in drawing.boxes]
    assert lengths == pytest.approx([max(lengths[2] * each / 1_000_000, 1) for each in values])
    assert [label.lines for label in drawing.labels if label.look == "tick"] == [
        (str(2000 + n),) for n in range(len(values))
    ]
    numbers = [label for label in drawing.labels if label.look == "number"]
    for box, label, value in zip(drawing.boxes, numbers, values, strict=True):
        assert label.lines == (f"{value:,}",)
        assert box.x + box.width < label.x < label.x + width_of(f"{value:,}") < drawing.width
        assert box.y < label.y < box.y + box.height <= drawing.height
    for one, other in pairwise(drawing.boxes):
        assert one.y + one.height < other.y


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_many_numbers_over_time_are_a_line_from_zero(width: str) -> None:
    values = (0, 10, 40, 20, 30, 40, 20)
    drawing = getattr(draw_series(yearly(*values)), width)
    assert not drawing.boxes
    assert [dot.title for dot in drawing.dots] == [f"{2000 + n}: {each}" for n, each in enumerate(values)]
    ground = drawing.dots[0].y
    scale = (ground - drawing.dots[2].y) / 40
    assert [ground - dot.y for dot in drawing.dots] == pytest.approx([each * scale for each in values])
    assert 0 < min(dot.y for dot in drawing.dots) < ground < drawing.height
    steps = [other.x - one.x for one, other in pairwise(drawing.dots)]
    assert steps == pytest.approx([steps[0]] * 6, rel=0.01)  # years are of one length, nearly
    assert 0 < drawing.dots[0].x < drawing.dots[-1].x < drawing.width
    rule, course = drawing.paths
    assert rule.course == f"M0 {ground:.0f}H{drawing.width}"
    assert course.course == "M" + "L".join(f"{dot.x:.1f} {dot.y:.1f}" for dot in drawing.dots)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("look", ["number", "tick"])
def test_texts_at_a_line_lie_on_no_other_and_the_last_is_there(width: str, look: str) -> None:
    drawing = getattr(draw_series(yearly(*range(1_000_000, 1_000_050), since=1960)), width)
    labels = [label for label in drawing.labels if label.look == look][::-1]
    assert labels[-1].lines == (("1,000,049",) if look == "number" else ("2009",))
    assert 1 < len(labels) < 50
    ends = [_ends(label) for label in labels]
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert ends[0][0] > -1
    assert ends[-1][1] < drawing.width + 1


@pytest.mark.parametrize(("count", "boxes", "dots"), [(1, 1, 0), (6, 6, 0), (7, 0, 7), (70, 0, 60)])
def test_numbers_over_time_are_bars_or_a_line_by_how_many_they_are(count: int, boxes: int, dots: int) -> None:
    drawn = draw_series(yearly(*range(count), since=1950))
    assert (len(drawn.wide.boxes), len(drawn.wide.dots)) == (boxes, dots)
    assert [row[0].text for row in drawn.rows] == [str(1950 + n) for n in range(count)][-series.DRAWN :]
    assert drawn.left_out == count - boxes - dots


def test_a_negative_number_stands_in_the_table_alone() -> None:
    drawn = draw_series(yearly(5, -3))
    assert [box.title for box in drawn.wide.boxes] == ["2000: 5"]
    assert [[cell.text for cell in row] for row in drawn.rows] == [
        ["2000", "5", "x"],
        ["2001", "-3", "x"],
    ]
    assert drawn.left_out == 1
    assert draw_series(yearly(-3)).left_out == 1


def test_a_picture_has_a_name_links_and_its_numbers_as_a_table(app: Flask) -> None:
    figure = shown(app, flows([Payment(thing("a"), thing("x"), money(25))])["USD"], "Who funds what")
    svg = figure.find("svg")
    assert svg is not None
    named = svg.get("aria-labelledby")
    assert [each.text for each in svg.findall("title") if each.get("id") == named] == ["Who funds what"]
    assert [a.get("href") for a in svg.iter("a")] == ["doc/a", "doc/x"]
    assert figure[0].tag == "figcaption", "a caption may only stand first or last"
    assert svg.get("role") == "group", "links may not stand in an image"
    table = figure.find("details//table")
    assert table is not None
    assert "USD 25" in "".join(table.itertext())
    plain = shown(app, flows([Payment(Cell("a"), Cell("x"), money(25))])["USD"]).find("svg")
    assert plain is not None
    assert plain.get("role") == "img"


def test_hostile_names_never_become_markup(app: Flask) -> None:
    cell = Cell(HOSTILE, 'en" onclick="x', 'doc/"><script>')
    amount = Amount(Decimal(1), "USD", HOSTILE)
    for drawn in (
        draw_flows([Payment(cell, cell, amount, HOSTILE)], [Total(cell, amount)], HOSTILE, HOSTILE)["USD"],
        draw_network((Tie(cell, thing("b"), cell),)),
        draw_timeline([Moment(date(2024, 4, 9), date(2024, 4, 9), HOSTILE, cell, HOSTILE)]),
        draw_series([Point(date(2024, 1, 1), date(2024, 12, 31), Decimal(1), HOSTILE, HOSTILE, cell)]),
    ):
        figure = shown(app, drawn, HOSTILE)
        assert HOSTILE in "".join(figure.itertext())
        assert not {"script", "onload", "onclick"} & {
            name for each in figure.iter() for name in (each.tag, *each.keys())
        }
