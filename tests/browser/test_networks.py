"""The query page where the network is slow, breaks, or is not there, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from . import audits
from .conftest import Visiting
from .desk import Desk
from .sites import FUNDERS, asked
from .visits import LIGHT, PHONE, PLAIN, Reader, Visit

QUESTIONS = Path(__file__).parents[2] / "ontology" / "questions"
QUERY = "SELECT ?s { ?s a accord:CooperationAgreement }"
BUNDLE = re.compile(r"/built/query[^/]*\.js")
SENT = re.compile(r"/sparql(/queries/.*)?$")
ENDPOINT = re.compile(r"/sparql$")
#: How a connection ends in the middle of an answer, which no server of ours lets happen: in the page itself.
BREAK_OFF = """\
const whole = fetch;
window.fetch = async (address, options) => {
  const response = await whole(address, options);
  if (options?.method !== "POST" || !String(address).endsWith("/sparql")) return response;
  let sent = 0;
  const body = new ReadableStream({ pull(stream) {
    if (sent++) stream.error(new TypeError("network error"));
    else stream.enqueue(new Uint8Array(2500)); } });
  return new Response(body, { headers: response.headers });
};"""

#: How much of the window jumped (https://web.dev/articles/cls), all of it for one whole window.
SHIFTS = """\
() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 100)); })"""


def test_a_page_whose_scripts_do_not_come_is_a_form(visit: Visiting) -> None:
    here = visit("/about")
    here.page.route(BUNDLE, lambda route: route.abort())
    here.cut()
    here.go("/sparql")
    here.page.get_by_label("SPARQL query").fill(FUNDERS)
    here.follow(here.page.get_by_role("button", name="Run"))
    assert "NVIDIA" in here.page.inner_text("main table")
    assert audits.without_scripts(here.page) == []


def test_what_is_written_before_the_scripts_come_is_kept(visit: Visiting) -> None:
    here = visit("/sparql")
    Desk(here).write("# What was open last time\nASK {}")
    waiting: list[Route] = []
    here.page.route(BUNDLE, lambda route: waiting.append(route))
    here.page.goto(f"{here.site}/sparql", wait_until="commit")
    area = here.page.get_by_label("SPARQL query")
    area.fill(QUERY)
    area.evaluate("each => each.setSelectionRange(7, 7)")
    expect(area).to_be_focused()
    here.wait(lambda: waiting)
    waiting[0].continue_()
    desk = Desk(here)
    assert desk.written() == QUERY
    here.page.keyboard.insert_text("DISTINCT ")
    assert desk.written() == QUERY.replace("?s", "DISTINCT ?s", 1)
    assert here.texts("[role=tablist] [role=tab]")[0].startswith("What was open")


@pytest.mark.parametrize("reader", [LIGHT, Reader(width=PHONE)], ids=["window", "phone"])
def test_nothing_jumps_where_the_scripts_come_late(visit: Visiting, reader: Reader) -> None:
    here = visit("/about", reader)
    waiting: list[Route] = []
    here.page.route(BUNDLE, lambda route: waiting.append(route))
    here.page.goto(f"{here.site}/sparql", wait_until="commit")
    expect(here.page.get_by_label("SPARQL query")).to_be_visible()
    here.wait(lambda: waiting)
    here.page.wait_for_timeout(500)  # until the page was painted without them
    waiting[0].continue_()
    Desk(here).written()
    assert here.page.evaluate(SHIFTS) < 0.01


def test_an_answer_that_breaks_off_is_told_as_such(visit: Visiting) -> None:
    here = visit("/about")
    here.page.add_init_script(BREAK_OFF)
    here.go("/sparql")
    desk = Desk(here)
    desk.run(QUERY)
    expect(desk.problem).to_contain_text("The answer broke off")
    expect(desk.problem).to_contain_text("after 2.5 kB")
    expect(desk.status).to_be_empty()
    expect(desk.button("Stop")).to_be_hidden()
    assert desk.written() == QUERY
    assert audits.accessibility(here.page) == []


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, "<html>Log in to this network", "This is no answer to the query"),
        (200, '{"head": {}}', "This is no answer to the query"),
        (502, "<html>Bad gateway", "The server does not answer"),
        (504, "", "The query took too long"),
    ],
)
def test_what_answers_in_the_servers_place_is_told(
    visit: Visiting, status: int, body: str, words: str
) -> None:
    here = visit("/sparql")
    here.allow(status)
    desk = Desk(here)
    here.page.route(ENDPOINT, lambda route: route.fulfill(status=status, body=body))
    desk.run(QUERY)
    expect(desk.problem).to_contain_text(words)
    here.page.unroute(ENDPOINT)
    desk.answer(QUERY)
    expect(desk.problem).to_be_hidden()


def once_refused(here: Visit, path: str) -> list[Route]:
    """Have the site refuse the first request for a path; returns all that are made."""
    here.allow(503)
    made: list[Route] = []

    def answer(route: Route) -> None:
        made.append(route)
        if len(made) == 1:
            route.fulfill(status=503, body="busy")
        else:
            route.continue_()

    here.page.route(f"**/{path}", answer)
    return made


def test_names_that_did_not_come_are_asked_for_again(visit: Visiting) -> None:
    here = visit("/sparql")
    desk = Desk(here)
    made = once_refused(here, "labels.json")
    query = "SELECT ?x { VALUES ?x { <https://w3id.org/accordgraph/id/organization/nvidia> } }"
    desk.answer(query)
    here.wait(lambda: made)
    expect(desk.result.locator("tbody")).to_have_text("organization/nvidia")
    desk.answer(query)
    expect(desk.result.locator("tbody")).to_have_text("NVIDIA")


def test_what_is_completed_from_is_asked_for_again_where_it_did_not_come(visit: Visiting) -> None:
    here = visit("/about")
    made = once_refused(here, "completion.json")
    here.go("/sparql")
    desk = Desk(here)
    here.wait(lambda: made)
    desk.write("SELECT * { ?x a accord:Agr")
    offers = desk.page.locator("sparql-editor .cm-tooltip-autocomplete li")

    def complete() -> bool:
        desk.button("Complete").click()
        desk.page.wait_for_timeout(500)
        return offers.count() > 0

    here.wait(complete)
    expect(offers.first).to_contain_text("accord:")


def test_a_server_that_is_not_there_is_told(visit: Visiting) -> None:
    here = visit("/sparql")
    desk = Desk(here)
    here.cut()
    here.page.route(ENDPOINT, lambda route: route.abort("connectionrefused"))
    desk.run(QUERY)
    expect(desk.problem).to_contain_text("The server does not answer")


def test_waiting_for_a_server_that_says_nothing_can_be_stopped(visit: Visiting) -> None:
    here = visit("/sparql")
    here.cut()
    desk = Desk(here)
    held: list[Route] = []
    here.page.route(SENT, lambda route: held.append(route))
    desk.run(QUERY)
    expect(desk.status).to_contain_text("Running")
    desk.button("Stop").click()
    expect(desk.status).to_contain_text("Stopped after")
    expect(desk.button("Stop")).to_be_hidden()
    for each in held:
        each.abort()
    here.page.unroute(SENT)
    desk.answer(QUERY)


def test_what_the_server_has_answered_stays_where_the_scripts_cannot_ask_again(visit: Visiting) -> None:
    here = visit("/about")
    here.cut()
    posts = lambda route: route.abort() if route.request.method == "POST" else route.continue_()  # noqa: E731
    here.page.route(re.compile(r"/sparql"), posts)
    here.go(asked(FUNDERS))
    expect(Desk(here).problem).to_contain_text("The server does not answer")
    assert "NVIDIA" in here.page.inner_text("[data-part=result]")


def on_paper(page: Page) -> str:
    """What is printed of a page's main part."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return page.inner_text("main")


@pytest.mark.parametrize("reader", [LIGHT, Reader("ja", "dark", PHONE)], ids=["light", "phone"])
def test_an_answer_is_printed_whole_with_its_query(visit: Visiting, reader: Reader) -> None:
    here = visit("/sparql", reader)
    desk = Desk(here)
    desk.run("# Who?\nSELECT ?x { ?x a accord:Source } ORDER BY ?x LIMIT 60")
    expect(desk.result.locator("tbody tr")).to_have_count(25)
    told = on_paper(here.page)
    assert "ORDER BY ?x LIMIT 60" in told
    assert desk.result.locator("tbody tr").count() == 60
    assert not re.search("Example questions|質問の例|Show addresses|Next page", told)
    ground = here.page.evaluate("getComputedStyle(document.body).color")
    assert ground == here.page.evaluate("getComputedStyle(document.querySelector('.on-paper')).color")
    here.page.evaluate("dispatchEvent(new Event('afterprint'))")
    here.page.emulate_media(media="screen")
    expect(desk.result.locator("tbody tr")).to_have_count(25)


@pytest.mark.parametrize("question", ["list-funding", "list-sources", "list-statistics"])
def test_no_answer_is_wider_than_a_sheet_of_paper(visit: Visiting, question: str) -> None:
    here = visit("/sparql")
    Desk(here).answer((QUESTIONS / f"{question}.rq").read_text("utf-8"))
    on_paper(here.page)
    assert not audits.width(here.page, 680)


def test_a_long_answer_says_how_much_of_it_is_printed(visit: Visiting) -> None:
    here = visit("/sparql")
    desk = Desk(here)
    values = " ".join(map(str, range(1500)))
    desk.answer(f"SELECT * {{ VALUES ?x {{ {values} }} }}")
    assert "1,500 rows; the first 1,000 are printed" in on_paper(here.page)
    assert desk.result.locator("tbody tr").count() == 1000


@pytest.mark.parametrize(
    ("path", "asked_about"),
    [
        ("count-sources-of-facts?thing=amount/usd-25000000", "US$25 million"),
        ("sum-itemized-funding?total=upwards-for-the-future-2023", "Combined funding of UPWARDS"),
    ],
)
def test_an_answer_is_printed_with_what_was_asked_about(visit: Visiting, path: str, asked_about: str) -> None:
    page = visit(f"/questions/{path}").page
    page.emulate_media(media="print")
    field = page.locator(".field")
    expect(field).to_be_visible()
    expect(field.locator("option:checked, .meant")).to_contain_text(asked_about)
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_hidden()


def test_the_query_is_printed_without_scripts_too(visit: Visiting) -> None:
    page = visit(asked(FUNDERS), PLAIN).page
    page.emulate_media(media="print")
    assert page.get_by_label("SPARQL query").is_visible()
    assert not page.get_by_role("button", name="Run").is_visible()
