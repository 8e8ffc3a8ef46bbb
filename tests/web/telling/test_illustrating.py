"""Which pictures a page has, and what is drawn in them."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from flask import Flask

from accordgraph.graph.names import Names
from accordgraph.web.data.display import Display
from accordgraph.web.data.reading import Reader
from accordgraph.web.pictures.flow import DRAWN
from accordgraph.web.responding.context import lend
from accordgraph.web.telling.believed import Believed
from accordgraph.web.telling.illustrating import Illustrator
from accordgraph.web.telling.phrases import Phrases

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)


@pytest.mark.parametrize(("path", "pictures"), [
    ("agreement/us-japan-ai-research-partnerships-2024", ["Money in USD"]),
    ("organization/nvidia", []),
    ("person/kishida", ["What happened when"]),
    ("statistic/us-students-in-japan-2020-2021", ["The number and its neighbours in time"]),
    ("statistic/japanese-students-in-the-united-states-2022-2023", ["The number and its neighbours in time"]),
    ("place/pennsylvania", []),
])  # fmt: skip
def test_a_picture_stands_where_there_is_something_to_draw(
    whole: Whole, path: str, pictures: list[str]
) -> None:
    page = whole.client.get(f"/doc/{path}.html").text
    assert re.findall(r"<figcaption>([^<]+?)\s*</figcaption>", page) == pictures


def test_money_for_the_parts_of_an_agreement_is_drawn_with_its_own(whole: Whole) -> None:
    page = whole.client.get("/doc/agreement/us-japan-ai-research-partnerships-2024.html").text
    picture = page.partition("<figcaption>Money in USD")[2].partition("</figure>")[0]
    for each in ("NVIDIA", "US$25,000,000", "US$50,000,000", "US$110,000,000", "Consortium of nine Japanese"):
        assert each in picture, each


@pytest.mark.parametrize("path", ["event/japan-visit-to-the-united-states-2024", "person/kishida"])
def test_a_timeline_shows_periods_too(whole: Whole, path: str) -> None:
    page = whole.client.get(f"/doc/{path}.html").text
    picture = page.partition("<figcaption>What happened when")[2].partition("</figure>")[0]
    assert "8 April 2024 to 14 April 2024" in picture


def test_there_is_no_picture_of_a_part_that_would_look_like_the_whole(app: Flask) -> None:
    store, hub = ox.Store(), f"{BASE}id/organization/hub"
    for number in range(101):
        one = ox.NamedNode(f"{BASE}id/contribution/c{number}")
        store.add(ox.Quad(one, ox.NamedNode(NAMES.term("hasFunder")), ox.NamedNode(hub)))
        store.add(ox.Quad(one, ox.NamedNode(NAMES.term("funds")), ox.NamedNode(f"{BASE}id/agreement/a")))
    with app.test_request_context("/"):
        lend()
        illustrator = Illustrator(Phrases(Display(), Believed(Reader(store, NAMES), NAMES)))
        assert illustrator.illustrate(hub, "organization") == ()
        store.remove(ox.Quad(one, ox.NamedNode(NAMES.term("hasFunder")), ox.NamedNode(hub)))
        assert [each.picture.left_out for each in illustrator.illustrate(hub, "organization")] == [
            100 - DRAWN
        ]
