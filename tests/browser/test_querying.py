"""What a researcher does with queries: to write, complete, run, stop, keep, share and download them."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Page, expect

from servers import ENDLESS

from . import audits
from .conftest import Visiting
from .desk import Desk
from .sites import FUNDERS, asked
from .visits import JAPANESE_PHONE, PHONE, PLAIN, WIDE

ARTICLE = "https://w3id.org/accordgraph/graph/source/pie-news-us-japan-ai-2024"
STATISTICS = """\
# Students by period
SELECT ?statistic ?start ?value {
  ?statistic a accord:Statistic ; accord:periodStart ?start ; accord:value ?value
} ORDER BY ?start"""


def test_a_query_is_written_and_run_by_the_keyboard(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer(FUNDERS)
    expect(desk.status).to_contain_text("rows in")
    assert re.search(r" in [\d.]+\u00a0s$", desk.status.inner_text())
    table = desk.result.get_by_role("table").first
    expect(table.get_by_role("link", name="NVIDIA", exact=True)).to_be_visible()
    desk.page.get_by_label("Show addresses (IRIs)").check()
    expect(table).to_contain_text("https://w3id.org/accordgraph/id/organization/nvidia")


def test_what_tidying_up_did_is_undone_by_the_keys_right_after_it(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.write(untidy := "select ?s where{?s a ?class}")
    desk.page.wait_for_timeout(1000)  # what is written at once is undone at once
    desk.button("Tidy up").click()
    assert desk.written().startswith("SELECT ?s\n")
    desk.page.keyboard.press("Control+Z")
    assert desk.written() == untidy


def test_a_term_that_the_ontology_does_not_have_is_told_beside_the_answer_and_mended(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.page.wait_for_load_state("networkidle")  # what terms there are
    desk.answer("SELECT * { ?agreement accord:hasPartys ?party }")
    expect(desk.status).to_contain_text("0 rows")
    expect(desk.problem).to_contain_text("The ontology has no accord:hasPartys")
    desk.button("Write accord:hasParty and run again").click()
    expect(desk.result.get_by_role("table").first).to_be_visible()
    expect(desk.problem).to_be_hidden()
    assert desk.written() == "SELECT * { ?agreement accord:hasParty ?party }"


def test_classes_properties_and_things_are_completed(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.page.wait_for_load_state("networkidle")  # what terms there are
    desk.write("")
    desk.page.keyboard.type("SELECT * { ?gift a accord:FundingC")
    desk.take("accord:FundingContribution")
    desk.page.keyboard.type(" ; ")
    desk.page.keyboard.press("Control+Space")
    offers = desk.page.locator("sparql-editor .cm-tooltip-autocomplete li")
    expect(offers.first).to_be_visible()
    first = offers.all_inner_texts()[:8]
    assert [each for each in first if "accord:hasFunder" in each], first
    desk.page.keyboard.type("accord:hasFund")
    desk.take("accord:hasFunder")
    desk.page.keyboard.type(" nvid")
    desk.take("NVIDIA")
    desk.page.keyboard.type(" }")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.status).to_contain_text("1 row")
    assert "organization:nvidia" in desk.written()


def test_a_mistake_is_marked_where_it_is(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(400)
    desk = Desk(here)
    desk.run("SELECT ?s {\n  ?s ?p\n}")
    expect(desk.problem).to_contain_text("line 3")
    mark = desk.page.locator("sparql-editor .cm-lintRange-error, sparql-editor .cm-lintPoint-error")
    expect(mark).to_have_count(1)
    assert mark.evaluate("each => each.closest('.cm-line').textContent") == "}"
    expect(desk.page.locator("sparql-editor .cm-lint-marker-error")).to_have_count(1)


def test_a_prefix_that_is_missing_is_added_by_a_button(visit: Visiting) -> None:
    """What the server says of the fault is enough: what the editor completes from may never come."""
    query = "# Who?\nDESCRIBE organization:nvidia"
    here = visit("/about")
    here.allow(400)
    here.cut()
    here.page.route("**/completion.json", lambda route: route.abort())
    here.go(asked(query))
    desk = Desk(here)
    for _ in ("by the server", "by the scripts"):
        desk.problem.get_by_role("button", name="Add PREFIX organization:").press("Enter")
        expect(desk.lines).to_be_focused()
        expect(desk.status).to_contain_text("Answered in")
        assert desk.written().startswith(
            "# Who?\nPREFIX organization: <https://w3id.org/accordgraph/id/organization/>"
        )
        desk.run(query)


def test_a_mistake_is_told_in_the_readers_language(visit: Visiting) -> None:
    here = visit(asked("SELECT ?s { ?s acord:hasParty ?o }"), JAPANESE_PHONE)
    here.allow(400)
    desk = Desk(here)
    for _ in ("by the server", "by the scripts"):
        expect(desk.problem).to_contain_text("accord: の誤りではありませんか")
        desk.page.locator("sparql-editor .cm-lint-marker-error").hover()
        expect(desk.page.locator("sparql-editor .cm-tooltip-lint")).to_contain_text("宣言されていません")
        desk.page.mouse.move(0, 0)
        expect(desk.page.locator("sparql-editor .cm-tooltip-lint")).to_have_count(0)
        with desk.page.expect_response(lambda each: each.status == 400):
            desk.lines.press("Control+Enter")


def test_a_long_query_is_downloaded_in_the_format_that_is_chosen(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.write(f"SELECT ('yes' AS ?long) {{}} #{'x' * 70_000}")
    desk.page.get_by_label("Answer as").select_option("csv")
    with desk.page.expect_download() as download:
        desk.button("Run").click()
    assert Path(download.value.path()).read_bytes() == b"long\r\nyes\r\n"


def test_a_query_is_stopped_on_the_server_too(visit: Visiting) -> None:
    here = visit("/sparql")
    here.allow(503)  # the answer to a query that was stopped
    desk = Desk(here)
    desk.run(ENDLESS)
    stop = desk.button("Stop")
    expect(stop).to_be_visible()
    expect(desk.page.locator("[data-part=clock]")).to_contain_text("1.")  # seconds: the server has it by now
    with desk.page.expect_response(lambda each: "/sparql/queries/" in each.url) as stopped:
        stop.press("Enter")
    assert stopped.value.status == 204
    expect(desk.lines).to_be_focused()
    expect(desk.status).to_contain_text("topped")
    expect(stop).to_be_hidden()
    desk.answer("SELECT ?s { ?s a accord:CooperationAgreement }")


def test_open_queries_and_those_that_were_run_survive_a_reload(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer("# The first\nASK {}")
    desk.button("New").click()
    desk.write("# The second, not run\nASK { ?s ?p 7 }")
    desk.page.reload()
    desk = Desk(desk.here)
    assert desk.written() == "# The second, not run\nASK { ?s ?p 7 }"
    tabs = desk.page.get_by_role("tablist", name="Open queries").get_by_role("tab")
    assert [each for each in tabs.all_inner_texts() if each.startswith("The")] == [
        "The first",
        "The second, not run",
    ]
    past = desk.page.locator("[data-part=past-list] button")
    expect(past).to_have_text(["The first"])
    past.click()
    assert desk.written() == "# The first\nASK {}"


def test_a_shared_link_holds_the_query(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    query = "# 日本 & <b>\nSELECT ?s { ?s a accord:CooperationAgreement } LIMIT 3"
    desk.write(query)
    desk.button("Share").click()
    field = desk.page.get_by_label("Link to this query")
    expect(field).to_have_value(re.compile("#q="))
    link = field.input_value()
    assert link.startswith(f"{desk.here.site}/sparql#q=")
    other = Desk(visit(link.removeprefix(desk.here.site)))
    assert other.written() == query
    expect(other.status).to_contain_text("3 rows")


def test_all_ways_to_hand_a_query_on_name_its_graphs(visit: Visiting) -> None:
    graphs = [("default-graph-uri", ARTICLE), ("named-graph-uri", ARTICLE)]
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    desk = Desk(visit(f"{asked(query)}&{urlencode(graphs)}"))
    expect(desk.status).to_have_text(re.compile(r" in \d"))
    boxes = desk.page.get_by_role("group", name="Graphs that this request names").get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    count = desk.result.locator("tbody td").inner_text()
    link = desk.view("Download").get_by_role("link", name="CSV", exact=True).get_attribute("href")
    assert parse_qsl(str(link).partition("?")[2])[2:] == graphs
    code = desk.view("Code")
    for language in ("curl", "Python", "R", "JavaScript"):
        code.get_by_role("tab", name=language, exact=True).click()
        assert code.locator("pre:visible").inner_text().count(ARTICLE.rpartition("/")[2]) == 2
    desk.button("Share").click()
    field = desk.page.get_by_label("Link to this query")
    expect(field).to_have_value(re.compile(r"#q="))
    shared = field.input_value()
    other = Desk(visit(shared.removeprefix(desk.here.site)))
    expect(other.result.locator("tbody td")).to_have_text(count)
    other.page.get_by_role("checkbox").first.uncheck()
    other.page.get_by_role("checkbox").last.uncheck()
    other.button("Run").click()
    expect(other.result.locator("tbody td")).not_to_have_text(count)
    other.page.reload()
    other = Desk(other.here)
    expect(other.page.get_by_role("checkbox")).to_have_count(0)
    other.page.locator("[data-part=past-list] button").nth(1).click()
    expect(other.page.get_by_role("checkbox")).to_have_count(2)


def copied(page: Page) -> str:
    """What is on the clipboard."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_what_can_be_copied_is_copied_by_the_keyboard_and_told(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.answer(FUNDERS)
    desk.page.get_by_label("Show addresses (IRIs)").check()
    desk.result.get_by_role("button", name="Copy https://").first.press("Enter")
    expect(desk.page.locator("#voice")).to_have_text("Copied")
    assert copied(desk.page).startswith("https://w3id.org/accordgraph/id/contribution/")
    code = desk.view("Code")
    code.get_by_role("button", name="Copy", exact=True).press("Enter")
    expect(code.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    assert copied(desk.page) == code.locator("pre:visible").inner_text()
    desk.button("Share").press("Enter")
    expect(desk.status).to_contain_text("The link is copied")
    assert copied(desk.page) == desk.page.get_by_label("Link to this query").input_value()


def test_without_a_clipboard_what_can_be_copied_is_copied_too(visit: Visiting) -> None:
    here = visit("/about")
    here.page.add_init_script("delete Navigator.prototype.clipboard")  # as over an unsafe connection
    here.go("/sparql")
    desk = Desk(here)
    desk.answer("ASK {}")
    copy = desk.view("Code").get_by_role("button", name="Copy", exact=True)
    copy.press("Enter")
    expect(desk.page.locator("#voice")).to_have_text("Copied")
    desk.lines.focus()
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.press("Control+V")
    assert "--data-urlencode query=" in desk.written()


@pytest.mark.parametrize("fragment", ["#q=", "#q=abc", "#q=%%%", "#q=S8_PTUosTi1WSCxKVQAA!!", "#q=<script>"])
def test_a_broken_link_explains_itself(visit: Visiting, fragment: str) -> None:
    desk = Desk(visit(f"/sparql{fragment}"))
    expect(desk.problem).to_contain_text("This link holds no query that can be read")
    expect(desk.problem).to_contain_text("Ask whoever sent it")


def test_an_answer_is_downloaded(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer(f"# Who pays?\n{FUNDERS}")
    view = desk.view("Download")
    with desk.page.expect_download() as plain:
        view.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(plain.value.path()).read_text("utf-8"))))
    assert plain.value.suggested_filename.endswith(".csv")
    assert "25000000" in {row["value"] for row in rows}
    with desk.page.expect_download() as excel:
        view.get_by_role("button", name="CSV for Excel").click()
    assert Path(excel.value.path()).read_bytes().startswith("\ufeff".encode())


def test_an_answer_is_drawn_with_its_numbers_beside_it(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer(STATISTICS)
    chart = desk.view("Chart")
    expect(chart.locator("svg").first).to_be_visible()
    expect(chart.get_by_role("table").first).to_contain_text("678")
    faults = audits.accessibility(desk.page) + audits.width(desk.page, PHONE) + audits.width(desk.page, WIDE)
    assert not faults, "\n".join(faults)


def test_a_comment_chooses_the_view_and_the_readers_choice_stays(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer(f"#defaultView:BarChart\n{STATISTICS}")
    expect(desk.page.get_by_label("Kind of chart")).to_have_value("bars")
    desk.page.get_by_label("Kind of chart").select_option("line")
    desk.answer(f"#defaultView:BarChart\n{STATISTICS} LIMIT 5")
    expect(desk.page.get_by_label("Kind of chart")).to_have_value("line")
    desk.view("Code")
    desk.answer(STATISTICS)
    expect(desk.result.get_by_role("tab", name="Code", exact=True)).to_have_attribute("aria-selected", "true")


def test_the_rows_that_were_chosen_stay_chosen_while_their_query_is_changed(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    rows = "SELECT ?name ?kind { VALUES (?name ?kind) { ('c' 1) ('b' 2) ('bb' 1) ('ab' 1) ('a' 2) } }"
    desk.answer(rows)
    filters = desk.page.get_by_label("Filter the rows")
    filters.fill("b")
    desk.page.get_by_label("kind", exact=True).select_option("1")
    desk.result.get_by_role("button", name="name").press("Enter")
    names = desk.page.locator(".result-table tbody td:first-child")
    expect(names).to_have_text(["ab", "bb"])
    desk.button("New").click()
    desk.answer(rows.replace("('a' 2)", "('a' 2) ('abc' 1)"))
    expect(names).to_have_count(6)
    desk.page.get_by_role("tab", selected=False).first.click()
    expect(names).to_have_text(["ab", "bb"])
    desk.answer(rows.replace("('a' 2)", "('abc' 1) ('a' 2) ('a' 2)"))
    expect(names).to_have_text(["ab", "abc", "bb"])
    expect(filters).to_have_value("b")
    expect(desk.page.locator("th[aria-sort=ascending]")).to_have_text("name")
    desk.answer(rows.replace("1)", "3)"))
    expect(names).to_have_text(["ab", "b", "bb"])
    desk.answer(rows.replace("?name", "?other"))
    expect(names).to_have_count(5)
    expect(filters).to_have_value("")


def test_a_query_that_was_closed_comes_back(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.write("# Kept\nASK {}")
    desk.page.get_by_role("tab", selected=True).first.focus()
    desk.page.keyboard.press("Delete")
    assert "Kept" not in desk.written()
    desk.button("Undo closing").press("Enter")
    assert desk.written() == "# Kept\nASK {}"
    expect(desk.button("Undo closing")).to_be_hidden()


def test_an_iri_is_completed_as_one(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    desk.page.wait_for_load_state("networkidle")  # what terms there are
    desk.write("")
    offers = desk.page.locator("sparql-editor .cm-tooltip-autocomplete li")
    desk.page.keyboard.type("SELECT * { ?s <https://schema.org/nam")
    desk.page.keyboard.press("Control+Space")
    desk.page.wait_for_timeout(500)
    assert offers.count() == 0
    desk.page.keyboard.type("e> ?name GRAPH <enti")
    desk.take("entities")
    graph = "<https://w3id.org/accordgraph/graph/entities>"
    assert desk.written() == f"SELECT * {{ ?s <https://schema.org/name> ?name GRAPH {graph}}}"


def test_examples_are_found_by_their_words_and_by_their_queries(visit: Visiting) -> None:
    desk = Desk(visit("/sparql"))
    shown = desk.page.locator(".asked li:visible")
    every = shown.count()
    for words in ("who funded", "accord:hasFunder"):
        desk.page.get_by_label("Search", exact=True).last.fill(words)
        expect(desk.page.locator("[data-part=found]")).to_contain_text(f"of {every} questions")
        assert 0 < shown.count() < every
        assert desk.page.locator(".asked h3:visible").count() <= shown.count()
    shown.first.get_by_role("link").press("Enter")
    expect(desk.status).to_have_text(re.compile(r" in \d"))
    assert "accord:hasFunder" in desk.written()


def test_code_runs_as_it_is_given(visit: Visiting, tmp_path: Path) -> None:
    desk = Desk(visit("/sparql"))
    desk.answer(FUNDERS)
    view = desk.view("Code")
    python = tmp_path / "ask.py"
    view.get_by_text("Python", exact=True).first.click()
    code = view.locator("pre:visible").all_inner_texts()
    python.write_text(next(each for each in code if "urlopen" in each), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(python)], capture_output=True, text=True, timeout=300, check=False
    )
    assert "25000000" in done.stdout, done.stderr


def test_a_query_is_asked_without_scripts(visit: Visiting) -> None:
    here = visit("/sparql", PLAIN)
    here.page.fill("textarea", FUNDERS)
    here.follow(here.page.get_by_role("button", name="Run"))
    assert "NVIDIA" in here.page.inner_text("main table")
