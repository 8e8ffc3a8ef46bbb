"""What becomes of a query that somebody is writing: nothing else takes its place, in no window."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from servers import ENDLESS

from .conftest import Visiting
from .desk import Desk
from .sites import asked
from .visits import Visit


def window(first: Visit, path: str = "/sparql") -> Desk:
    """Open a page in another window of the same browser."""
    other = Visit(first.page.context, first.site)
    other.go(path)
    return Desk(other)


def tabs(desk: Desk) -> list[str]:
    """Return what the open queries are called."""
    return desk.page.get_by_role("tablist", name="Open queries").get_by_role("tab").all_inner_texts()


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


def test_a_failure_is_told_where_its_query_is(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(400)
    held: list[Route] = []
    here.page.route(re.compile(r"/sparql$"), lambda route: held.append(route))
    desk = Desk(here)
    desk.run("# Mine\nASK {")
    here.wait(lambda: held)
    desk.button("New").click()
    mark = desk.page.locator(".cm-lintPoint-error, .cm-lintRange-error")
    expect(desk.button("Stop")).to_be_hidden()
    expect(desk.page.locator("[data-part=clock]")).to_be_empty()
    expect(desk.status).to_be_empty()
    with desk.page.expect_response(lambda each: each.status == 400):
        held[0].continue_()
    expect(desk.problem).to_be_hidden()
    desk.page.get_by_role("tab", name="Mine").click()
    expect(desk.problem).to_contain_text("mistake in line 2")
    expect(mark).to_have_count(1)
    desk.button("New").click()
    expect(desk.problem).to_be_hidden()
    expect(mark).to_have_count(0)


def test_who_runs_another_query_is_told_what_was_stopped(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(503)
    desk = Desk(here)
    desk.run(f"# Mine\n{ENDLESS}")
    expect(desk.page.locator("[data-part=clock]")).to_contain_text("1.")  # seconds: the server has it by now
    desk.button("New").click()
    desk.answer("# Other\nASK {}")
    desk.page.get_by_role("tab", name="Mine").click()
    expect(desk.status).to_have_text(re.compile(r"Stopped after \d.*, since another query was run\."))
    desk.page.get_by_role("tab", name="Other").click()
    expect(desk.status).to_contain_text("Answered in")


def test_a_query_that_is_run_again_and_again_at_once_can_be_stopped(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(503)
    desk = Desk(here)
    sent: list[str] = []
    here.page.on("request", lambda each: sent.append(each.method) if "/sparql" in each.url else None)
    desk.run(ENDLESS)
    expect(desk.page.locator("[data-part=clock]")).to_contain_text("1.")  # seconds: the server has it by now
    presses = "each => [1, 2, 3].forEach(() => each.dispatchEvent(new Event('run')))"
    desk.page.locator("sparql-editor").evaluate(presses)
    here.wait(lambda: len(sent) == 3)
    expect(desk.page.locator("[data-part=clock]")).to_contain_text("1.")
    desk.button("Stop").click()
    expect(desk.status).to_contain_text("Stopped after")
    assert sent == ["POST", "DELETE", "POST", "DELETE"]


def test_a_query_ends_on_the_server_when_it_is_closed(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(503)
    desk = Desk(here)
    desk.run(ENDLESS)
    expect(desk.page.locator("[data-part=clock]")).to_contain_text("1.")  # seconds: the server has it by now
    with desk.page.expect_response(lambda each: "/sparql/queries/" in each.url) as stopped:
        desk.button("Close").click()
    assert stopped.value.status == 204
    expect(desk.button("Stop")).to_be_hidden()
    expect(desk.status).to_be_empty()


def test_no_query_of_somebodys_own_is_lost_to_many_examples(visit: Visiting) -> None:
    here = visit("/sparql")
    desk = Desk(here)
    here.page.route(re.compile(r"/sparql$"), lambda route: route.abort())
    here.cut()
    own = "# My own, not run yet\nASK {}"
    desk.write(own)
    examples = desk.page.locator(".asked a")
    for place in range(25):
        examples.nth(place + 1).click()
    assert len(tabs(desk)) == 20
    assert "My own, not run yet" in tabs(desk)
    expect(desk.button("Undo closing")).to_be_hidden()
    for place in range(20):
        desk.button("New").click()
        desk.write(f"# Number {place}\nASK {{}}")
    expect(desk.status).to_have_text(
        "At most 20 queries are open, so “My own, not run yet” was closed; “Undo closing” brings it back."
    )
    assert "My own, not run yet" not in tabs(desk)
    desk.button("Undo closing").click()
    assert desk.written() == own
    assert len(tabs(desk)) == 20


def test_what_was_closed_comes_back_after_the_page_was_left(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    for name in ("Mine", "Other"):
        desk.button("New").click()
        desk.write(f"# {name}\nASK {{}}")
        desk.button("Close").click()
    desk.page.reload()
    desk = Desk(desk.here)
    for name in ("Other", "Mine"):
        desk.button("Undo closing").click()
        assert desk.written() == f"# {name}\nASK {{}}"
    expect(desk.button("Undo closing")).to_be_hidden()


def test_a_failure_that_came_with_the_page_is_told_again_in_its_tab(visit: Visiting) -> None:
    desk = Desk(visit(asked("# From the link\nASK {")))
    mark = desk.page.locator(".cm-lintPoint-error, .cm-lintRange-error")
    for _ in range(2):
        expect(desk.problem).to_contain_text("Line 2, column 5")
        expect(mark).to_have_count(1)
        desk.button("New").click()
        expect(desk.problem).to_be_hidden()
        expect(mark).to_have_count(0)
        desk.page.get_by_role("tab", name="From the link").click()


def test_an_answer_that_is_kept_no_longer_is_not_told_of(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    for place in range(6):
        desk.button("New").click()
        desk.answer(f"# Number {place}\nASK {{}}")
    desk.page.get_by_role("tab", name="Number 1").click()
    expect(desk.status).to_contain_text("Answered in")
    expect(desk.result).to_contain_text("Yes")
    desk.page.get_by_role("tab", name="Number 0").click()
    expect(desk.status).to_be_empty()
    expect(desk.result).to_be_hidden()


def test_who_forgets_all_queries_goes_on_with_the_one_on_the_page(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer("# Mine\nASK {}")
    desk.write("# Mine, changed\nASK {}")
    desk.button("Forget all queries").press("Enter")
    expect(desk.lines).to_be_focused()
    expect(desk.result).to_contain_text("Yes")
    assert tabs(desk) == ["Mine, changed"]
    desk.page.keyboard.press("Control+Z")
    assert desk.written() == "# Mine\nASK {}"


def test_what_was_done_can_be_undone_after_pressing_the_tab_that_is_open(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    before = desk.written()
    desk.write("# Mine\nASK {}")
    desk.page.get_by_role("tab", name="Mine").click()
    desk.lines.focus()
    desk.page.keyboard.press("Control+Z")
    assert desk.written() == before


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


def test_who_turns_to_another_query_finds_it_again(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.write("# Mine\nASK {}")
    desk.here.go(asked("# From the link\nASK {}"))
    desk = Desk(desk.here)
    expect(desk.status).to_contain_text("Answered in")
    assert desk.written() == "# From the link\nASK {}"
    desk.page.get_by_role("tab", name="Mine").click()
    desk.here.follow(desk.page.get_by_role("link", name="Dark colours"))
    assert Desk(desk.here).written() == "# Mine\nASK {}"


def test_two_windows_keep_a_query_each(visit: Visiting) -> None:
    one = Desk(visit("/sparql"))
    one.write("# Mine\nASK {}")
    expect(one.page.get_by_role("tab", name="Mine")).to_be_visible()
    other = window(one.here)
    assert other.written() == "# Mine\nASK {}"
    other.write("# Other\nASK {}")
    expect(other.page.get_by_role("tab", name="Other")).to_be_visible()
    one.page.reload()
    one = Desk(one.here)
    assert one.written() == "# Mine\nASK {}"
    other.page.reload()
    other = Desk(other.here)
    assert other.written() == "# Other\nASK {}"
    assert {"Mine", "Other"} <= set(tabs(other))
    assert not other.here.faults


def test_what_another_window_opens_closes_and_runs_is_seen(visit: Visiting) -> None:
    one = Desk(visit("/sparql"))
    one.answer("# Mine\nASK {}")
    other = window(one.here)
    other.button("New").click()
    other.answer("# Other\nASK {}")
    past = one.page.locator("[data-part=past-list] button")
    expect(past).to_have_text(["Other", "Mine"])
    past.last.click()
    assert one.written() == "# Mine\nASK {}"
    expect(one.page.get_by_role("tab", name="Other")).to_be_visible()
    other.button("Close").click()
    expect(one.page.get_by_role("tab", name="Other")).to_have_count(0)
    other.button("Close").click()
    expect(one.page.get_by_role("tab", name="Mine")).to_have_count(0)
    assert one.written() == "# Mine\nASK {}"
    assert one.page.locator("[data-part=tabs] [tabindex='0']").count() == 1
    assert not other.here.faults


def test_an_answer_stays_with_its_window(visit: Visiting) -> None:
    one = Desk(visit("/sparql"))
    one.answer("# Mine\nASK {}")
    other = window(one.here)
    other.write("# Other\nASK {}")
    expect(one.page.get_by_role("tab", name="Other")).to_be_visible()
    one.button("New").click()
    one.page.get_by_role("tab", name="Mine").click()
    expect(one.result).to_contain_text("Yes")
    assert not other.here.faults


def test_what_one_window_forgets_no_other_brings_back(visit: Visiting) -> None:
    one = Desk(visit("/sparql"))
    one.answer("# Mine\nASK {}")
    other = window(one.here)
    other.button("New").click()
    other.write("# Other\nASK {}")
    expect(other.page.get_by_role("tab", name="Other")).to_be_visible()
    one.button("Close").click()
    expect(other.button("Undo closing")).to_be_visible()
    other.button("Forget all queries").click()
    expect(other.status).to_contain_text("Forgotten")
    expect(one.button("Undo closing")).to_be_hidden()
    one.page.goto(f"{one.here.site}/about")
    assert "Mine" not in str(other.page.evaluate("JSON.stringify(localStorage)"))
    assert not other.here.faults


def test_the_query_that_was_seen_last_is_the_one_that_comes_back(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.write("# The first\nASK {}")
    desk.button("New").click()
    desk.write("# The second\nASK {}")
    desk.page.get_by_role("tab", name="The first").click()
    assert re.search("first", desk.written())
    assert "first" in window(desk.here).written()
    desk.page.reload()
    assert "first" in Desk(desk.here).written()
