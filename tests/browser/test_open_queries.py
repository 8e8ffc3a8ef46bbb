"""What becomes of a query that somebody is writing: nothing else takes its place, in no window."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Visiting
from .desk import Desk
from .sites import asked

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o FILTER(?c != ?f) }"


def test_an_answer_to_an_earlier_query_says_so(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(400, 503)
    desk = Desk(here)
    earlier = desk.page.locator("[data-part=earlier]")
    desk.answer("# The first\nASK {}")
    expect(earlier).to_be_hidden()
    desk.run("ASK {")
    expect(desk.problem).to_contain_text("mistake in line 1")
    expect(earlier).to_have_text("This answers an earlier query; the last one has no answer.")
    desk.button("New").click()
    expect(earlier).to_be_hidden()
    desk.page.get_by_role("tab", name="ASK {").click()
    expect(earlier).to_be_visible()
    desk.answer("ASK { ?s ?p ?o }")
    expect(earlier).to_be_hidden()
    desk.run(ENDLESS)
    expect(desk.page.locator("[data-part=clock]")).to_contain_text("1.")  # seconds: the server has it by now
    desk.button("Stop").click()
    expect(desk.status).to_contain_text("topped")
    expect(earlier).to_be_visible()


def test_an_answer_that_came_with_the_page_says_so_too(visit: Visiting) -> None:
    here = visit(asked("ASK {}"))
    here.allow(400)
    desk = Desk(here)
    expect(desk.status).to_contain_text("Answered in")
    desk.run("ASK {")
    expect(desk.page.locator("[data-part=earlier]")).to_be_visible()


@pytest.mark.parametrize("switch", ["日本語", "Dark colours"])
def test_who_switches_language_or_colours_goes_on_with_what_was_written(visit: Visiting, switch: str) -> None:
    desk = Desk(visit(asked("# From the link\nASK {}")))
    expect(desk.status).to_contain_text("Answered in")
    desk.write("# Edited\nASK {}")
    desk.here.follow(desk.page.get_by_role("link", name=switch))
    assert Desk(desk.here).written() == "# Edited\nASK {}"
