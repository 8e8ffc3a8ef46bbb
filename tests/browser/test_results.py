"""The answer to a query as scripts show it: read, drawn, downloaded, and never taken for markup."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tools import tool

from . import audits
from .conftest import Visiting
from .visits import JAPANESE_PHONE, LIGHT, PHONE, WIDE, Reader

FRONTEND = Path(__file__).parents[2] / "server" / "frontend"
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = "https://w3id.org/accordgraph/"
QUERY = "# Who gives what?\nSELECT * {}"

#: Shows an answer in place of the page's content. The names of things are their addresses in capitals.
_SHOW = """\
async ([answer, language]) => {
  const { showAnswer } = await import("/results-under-test.js");
  const host = document.createElement("div");
  document.querySelector("main").replaceChildren(document.querySelector("h1"), host);
  const name = iri => [iri, { text: iri.split("/").at(-1).toUpperCase(), language }];
  const labels = async iris => new Map(iris.map(name));
  showAnswer(host, { ...answer, endpoint: new URL("/sparql", location).href, words: {}, language, labels });
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""

Show = Callable[..., Page]
Term = dict[str, str]


def thing(name: str) -> Term:
    """A thing of the dataset, or any IRI."""
    return {"type": "uri", "value": name if ":" in name else f"{BASE}id/{name}"}


def text(value: str, **more: str) -> Term:
    """A literal."""
    return {"type": "literal", "value": value, **more}


def number(value: object) -> Term:
    """A number."""
    return text(str(value), datatype=f"{XSD}decimal")


def rows(names: str, *values: tuple[Term | None, ...]) -> dict[str, Any]:
    """An answer of rows."""
    columns = names.split()
    bindings = [{name: term for name, term in zip(columns, row, strict=True) if term} for row in values]
    json = {"head": {"vars": columns}, "results": {"bindings": bindings}}
    return {"kind": "select", "query": QUERY, "json": json}


FLOWS = rows(
    "funder funded value currency",
    (thing("organization/a"), thing("agreement/x"), number("25000000"), text("USD")),
    (thing("organization/b"), thing("agreement/x"), number("12345678901234567890.5"), text("USD")),
    (thing("organization/c"), thing("agreement/y"), number("300"), text("JPY")),
    (thing("organization/d"), thing("agreement/y"), number("9"), text("JPY")),
)
GRAPH = {
    "kind": "graph",
    "query": "CONSTRUCT",
    "turtle": f'<{BASE}id/a> <{BASE}ontology#p> <{BASE}id/b> , <{BASE}id/c> ; <{BASE}ontology#q> "text"@en .',
}
ATTACKS = (
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "\u202egnp.exe",
    "{{7*7}}",
)
HOSTILE = rows(
    "name link amount",
    *(
        (text(attack), thing(iri), number(place))
        for place, (attack, iri) in enumerate(
            zip(
                ATTACKS,
                (
                    "javascript:alert(1)",
                    "data:text/html,<b>",
                    f"{BASE}//evil.example/",
                    "https://e/\"onclick='x'",
                ),
                strict=True,
            ),
            1,
        )
    ),
)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module that shows answers, bundled."""
    esbuild = FRONTEND / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        subprocess.run(
            [tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=FRONTEND,
            check=True,
            timeout=300,
        )
    made = tmp_path_factory.mktemp("results") / "results.js"
    command = [str(esbuild), "src/results/index.js", "--bundle", "--format=esm", f"--outfile={made}"]
    subprocess.run(command, cwd=FRONTEND, check=True, capture_output=True, timeout=300)
    return made


@pytest.fixture
def show(look: Visiting, bundle: Path) -> Show:
    """Shows an answer on a page of the site, under the site's policy."""

    def go(answer: dict[str, Any], reader: Reader = LIGHT, view: str = "") -> Page:
        page = look("/about", reader).page
        page.route("**/results-under-test.js", lambda route: route.fulfill(path=bundle))
        page.evaluate(_SHOW, [answer, reader.language])
        if view:
            page.get_by_role("tab", name=view, exact=True).click()
        if view == "Chart":  # it is drawn once its width is known
            expect(page.locator("figure").first).to_be_visible()
        return page

    return go


def column(page: Page, place: int) -> list[str]:
    """The texts of a column of the table."""
    return page.locator(f".result-table tbody td:nth-child({place})").all_inner_texts()


def test_things_have_names_that_lead_to_their_pages_and_figures_all_their_digits(show: Show) -> None:
    page = show(FLOWS)
    link = page.get_by_role("link", name="A", exact=True)
    expect(link).to_have_attribute("title", f"{BASE}id/organization/a")
    expect(link).to_have_attribute("href", f"{page.evaluate('location.origin')}/doc/organization/a")
    assert column(page, 3) == ["25,000,000", "12,345,678,901,234,567,890.5", "300", "9"]
    page.get_by_label("Show addresses (IRIs)").check()
    assert column(page, 1)[0] == f"{BASE}id/organization/a"


def test_a_column_that_is_empty_from_top_to_bottom_is_told(show: Show) -> None:
    rows = [{"thing": {"type": "literal", "value": each}} for each in "ab"]
    json = {"head": {"vars": ["thing", "lable"]}, "results": {"bindings": rows}}
    note = "No row has a value for lable:"
    expect(show({"kind": "select", "json": json}).get_by_text(note)).to_be_visible()
    expect(show(FLOWS).get_by_text("No row has a value")).to_have_count(0)


def test_the_table_is_sorted_by_keys_and_filtered(show: Show) -> None:
    page = show(FLOWS)
    head = page.get_by_role("button", name="value", exact=True)  # whoever hears it hears of no arrow
    head.press("Enter")
    assert column(page, 1) == ["D", "C", "A", "B"]
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    head.press("Enter")
    assert column(page, 1) == ["B", "A", "C", "D"]
    page.get_by_label("currency").select_option("JPY")
    expect(page.get_by_text("2 of 4 rows")).to_be_visible()
    page.get_by_label("Filter the rows").fill("organization/d")
    expect(page.get_by_text("1 of 4 rows")).to_be_visible()
    assert column(page, 1) == ["D"]


def test_a_large_answer_keeps_only_a_page_in_the_document(show: Show) -> None:
    many = rows("thing value", *((thing(f"place/p{place}"), number(place)) for place in range(20_000)))
    page = show(many)
    assert page.locator(".result-table tbody tr").count() == 25
    page.get_by_role("button", name="Last page").click()
    expect(page.get_by_text("Page 800 of 800")).to_be_visible()
    assert column(page, 2)[-1] == "19,999"
    page.get_by_label("Rows a page").select_option("500")
    assert page.locator(".result-table tbody tr").count() == 500


def test_each_currency_has_a_chart_of_its_own_with_its_numbers(show: Show) -> None:
    page = show(FLOWS, view="Chart")
    expect(page.locator("figure")).to_have_count(2)
    assert page.locator(".chart-numbers").nth(0).locator("tbody tr").count() == 2
    page.get_by_label("Kind of chart").select_option("bars")
    assert page.locator("figure").nth(0).locator("rect.bar").count() == 2
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as SVG").first.click()
    assert download.value.suggested_filename == "who-gives-what-usd.svg"
    drawing = download.value.path().read_text("utf-8")
    assert 'fill="rgb(' in drawing
    assert "12,345,678,901,234,567,890.5" in drawing


def test_a_chart_says_how_amounts_are_meant_and_its_file_what_is_measured(show: Show) -> None:
    name = "University and corporate partnerships of the year 2023, announced in May, in quantum"
    qualifier = thing("concept/amount-qualifier-more-than")
    amounts = (
        (text(f"{name} science"), number("210000000"), text("USD"), qualifier),
        (text(f"{name} computing"), number("110000000"), text("USD"), None),
    )
    page = show(rows("for value currency qualifier", *amounts), view="Chart")
    figures = page.locator("figure text.number").all_text_contents()
    assert figures == ["more than 210,000,000", "110,000,000"]
    assert page.locator(".chart-numbers td.number").all_inner_texts() == figures
    names = page.locator("figure g").all_text_contents()
    assert [each for each in ("science", "computing") if each not in "".join(names)] == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as SVG").click()
    assert ">for, value (USD)</text>" in download.value.path().read_text("utf-8")


@pytest.mark.parametrize("width", [PHONE, 375, 768, WIDE])
def test_bars_run_from_zero_to_their_values_however_long_the_figures(show: Show, width: int) -> None:
    values = (
        "10.666666666666666666",
        "-0.833333333333333333",
        "20.333333333333333333",
        "12345678901234567.12345678",
    )
    for some in (values[:3], values):
        means = rows("name mean", *((text(f"Name {each}"), number(each)) for each in some))
        page = show(means, Reader(width=width), view="Chart")
        ends = page.locator("rect.bar").evaluate_all("""all => all.map(each => {
            const { x, width } = each.getBBox();
            return [x, x + width];
        })""")
        zero = page.locator("line.axis").evaluate("each => each.getBBox().x")
        for value, (begin, end) in zip(some, ends, strict=True):
            assert (begin if float(value) > 0 else end) == pytest.approx(zero, abs=1)
            assert begin < end
        drawing = page.locator("figure svg").bounding_box()
        figures = page.locator("figure svg text.number").all()
        assert len(figures) >= len(some)
        for figure in figures:
            box = figure.bounding_box()
            assert box
            assert drawing
            assert drawing["x"] <= box["x"]
            assert box["x"] + box["width"] <= drawing["x"] + drawing["width"]


def test_a_timeline_runs_forward_though_a_period_ends_before_it_begins(show: Show) -> None:
    def day(value: str) -> Term:
        return text(value, datatype=f"{XSD}date")

    periods = rows(
        "name start end",
        (text("a"), day("2024-01-01"), day("2023-01-01")),
        (text("b"), day("2024-05-01"), day("2023-02-01")),
    )
    page = show(periods, view="Chart")
    found = page.locator("rect.bar").evaluate_all("all => all.map(each => each.getBBox().x)")
    width = page.locator("figure svg").evaluate("each => each.viewBox.baseVal.width")
    assert 0 < found[0] < found[1] < width
    assert page.locator("text.tick").count() > 1


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_timeline_tells_its_dates_however_long_the_names(show: Show, width: int) -> None:
    dates = ["2023-01-01", "2023-02-01", "2024-01-01"]
    named = ((text(f"{each[:4]} {'Partnership ' * 20}"), text(each, datatype=f"{XSD}date")) for each in dates)
    page = show(rows("name date", *named), Reader(width=width), view="Chart")
    labels = page.locator("figure svg g text").evaluate_all("all => all.map(each => each.firstChild.data)")
    assert [date for date, label in zip(dates, labels, strict=True) if date not in label] == []


def test_on_paper_a_link_says_where_it_leads_only_where_that_is_elsewhere(show: Show) -> None:
    page = show(rows("a", (thing("organization/a"),), (thing("https://example.org/b"),)))
    page.emulate_media(media="print")
    links = page.locator(".result-table td a")
    written = "all => all.map(each => getComputedStyle(each, '::after').content.includes('http'))"
    assert links.evaluate_all(written) == [False, True]
    page.get_by_label("Show addresses (IRIs)").evaluate("each => each.click()")
    assert links.evaluate_all(written) == [False, False]


def test_the_chart_draws_what_the_table_shows(show: Show) -> None:
    page = show(FLOWS)
    page.get_by_label("Filter the rows").fill("agreement/x")
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator("figure")).to_have_count(1)


def test_no_chart_is_offered_where_none_makes_sense(show: Show) -> None:
    page = show(rows("name", (text("a"),), (text("b"),)))
    assert page.get_by_role("tab").all_inner_texts() == ["Table", "Download", "Code"]


def test_a_graph_is_drawn_and_listed(show: Show) -> None:
    page = show(GRAPH)
    assert page.locator(".network a").count() == 3
    expect(page.get_by_text("3 statements")).to_be_visible()
    frame = page.locator(".network-frame")
    before = page.locator(".network").get_attribute("viewBox")
    frame.press("+")
    frame.press("ArrowLeft")
    assert page.locator(".network").get_attribute("viewBox") != before
    frame.press("0")
    assert page.locator(".network").get_attribute("viewBox") == before
    page.get_by_role("tab", name="Turtle").click()
    expect(page.locator("pre")).to_contain_text('"text"@en')


#: The names that are written in a drawing, and those that its frame cuts.
_CUT = """() => {
  const frame = document.querySelector(".network-frame").getBoundingClientRect();
  const outside = ({ left, right, top, bottom }) =>
    left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
  const written = [...document.querySelectorAll(".network-node.named text")];
  const cut = written.filter(each => outside(each.getBoundingClientRect()));
  return [written.length, cut.map(each => each.textContent)];
}"""


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_names_in_a_drawing_are_not_cut(show: Show, width: int) -> None:
    name = f"{BASE}id/国立研究開発法人理化学研究所計算科学"
    pairs = "".join(f"<{name}{each}> <{BASE}ontology#p> <{name}{each}-{each}> ." for each in range(40))
    page = show({"kind": "graph", "query": "CONSTRUCT", "turtle": pairs}, Reader(width=width))
    expect(page.locator(".network a.named").first).to_be_visible()
    page.wait_for_timeout(200)  # it is drawn once more when its width is known
    number, cut = page.evaluate(_CUT)
    assert number > 0
    assert cut == []


@pytest.mark.parametrize(("truth", "words"), [(True, "Yes"), (False, "No")])
def test_yes_or_no_is_said_large(show: Show, truth: bool, words: str) -> None:
    page = show({"kind": "ask", "query": "ASK {}", "json": {"head": {}, "boolean": truth}})
    expect(page.locator(".verdict")).to_have_text(words)


def test_nothing_found_is_said(show: Show) -> None:
    expect(show(rows("a")).get_by_text("Nothing in the graph answers this.")).to_be_visible()


def test_excel_gets_a_file_of_its_own(show: Show) -> None:
    page = show(rows("a b", (text("=1+1"), text("日本")), (number("-5"), None)), view="Download")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV for Excel").click()
    assert download.value.suggested_filename == "who-gives-what-excel.csv"
    assert download.value.path().read_bytes() == "\ufeffa,b\r\n'=1+1,日本\r\n-5,\r\n".encode()


def test_downloads_are_named_with_their_endings_however_long_the_query(show: Show) -> None:
    short = rows("a", (text("x"),))
    short["query"] = "# Short\nSELECT ('x' AS ?a) {}"
    long = {**short, "query": f"{short['query']}\n#{'x' * 9000}\n"}
    for answer, role in ((short, "link"), (long, "button")):
        page = show(answer, view="Download")
        for name, ending in (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XML", "srx")):
            with page.expect_download() as download:
                page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
            assert re.fullmatch(rf"short-[0-9a-f]{{8}}\.{ending}", download.value.suggested_filename)
            assert "x" in download.value.path().read_text("utf-8")


@pytest.mark.parametrize("view", ["Table", "Chart", "Download", "Code"])
def test_hostile_texts_are_texts(show: Show, view: str) -> None:
    page = show(HOSTILE, view=view)
    assert page.locator("main img, main script").count() == 0
    links = page.locator("main a").evaluate_all("all => all.map(each => each.href)")
    assert all(link.startswith(("http://127.0.0.1:", "https://e/")) for link in links)
    assert page.locator("main [onclick], main [onerror]").count() == 0
    if view == "Table":
        assert column(page, 1) == list(ATTACKS)


@pytest.mark.parametrize("reader", [LIGHT, JAPANESE_PHONE], ids=["light", "phone"])
@pytest.mark.parametrize("answer", [FLOWS, GRAPH, HOSTILE], ids=["flows", "graph", "hostile"])
def test_every_view_is_for_everybody(show: Show, answer: dict[str, Any], reader: Reader) -> None:
    page = show(answer, reader)
    tabs = page.locator(".views > div > .tabs [role=tab]").all()
    assert len(tabs) > 1
    for tab in tabs:
        tab.click()
        assert audits.accessibility(page) == []
        assert audits.width(page, reader.width) == []


def test_every_control_is_reached_by_keys(show: Show) -> None:
    page = show(FLOWS)
    page.get_by_role("tab", name="Table").press("ArrowRight")
    expect(page.get_by_role("tab", name="Chart")).to_be_focused()
    expect(page.locator("figure")).to_have_count(2)
    page.keyboard.press("End")
    expect(page.get_by_role("tab", name="Code")).to_be_focused()
    assert audits.keyboard(show(FLOWS)) == []
    assert audits.keyboard(show(GRAPH)) == []
