"""What a reader does with pages: to choose a language, to search, to browse, to ask a question."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tools import scripts

from . import audits
from .conftest import Visiting
from .sites import asked
from .test_questions import QUESTIONS
from .visits import LIGHT, PHONE, PLAIN, Reader


@pytest.mark.parametrize("reader", [LIGHT, PLAIN], ids=["with scripts", "without"])
def test_the_language_that_was_chosen_stays(visit: Visiting, reader: Reader) -> None:
    here = visit("/doc/organization/keio-university?page=1", reader)
    here.follow(here.page.get_by_role("link", name="日本語"))
    assert here.page.url == f"{here.site}/doc/organization/keio-university?page=1"
    assert here.texts("h1") == ["慶應義塾大学"]
    for path in ("/", "/dataset", "/sparql", "/nowhere"):
        here.go(path)
        assert here.page.get_attribute("header", "lang") == "ja"
    here.follow(here.page.get_by_role("link", name="English"))
    assert here.page.get_attribute("header", "lang") == "en"
    assert here.page.url == f"{here.site}/nowhere"


@pytest.mark.parametrize("switch", ["日本語", "Dark colours"])
def test_who_switches_language_or_colours_goes_on_at_the_same_place(visit: Visiting, switch: str) -> None:
    here = visit("/ontology#hasParty")
    scripts()
    here.follow(here.page.get_by_role("link", name=switch))
    assert here.page.url == f"{here.site}/ontology#hasParty"


_GROUND = "getComputedStyle(document.body).backgroundColor"
#: The ground of a bar by which something scrolls.
_BAR = "getComputedStyle(document.querySelector('.scroll')).scrollbarColor"


@pytest.mark.parametrize("reader", [LIGHT, Reader(colours="dark")], ids=["light", "dark"])
def test_bars_have_the_colours_of_the_page(visit: Visiting, reader: Reader) -> None:
    page = visit("/questions/list-funding", reader).page
    thumb, ground = re.findall(r"rgb\([^)]*\)", page.evaluate(_BAR))
    assert ground == page.evaluate(_GROUND) != thumb


@pytest.mark.parametrize("reader", [LIGHT, PLAIN, Reader(colours="dark")], ids=["light", "plain", "dark"])
def test_the_colours_that_were_chosen_stay_until_they_are_given_back(visit: Visiting, reader: Reader) -> None:
    here = visit("/about?back=1", reader)
    own, other = ("Light", "Dark") if reader.colours == "light" else ("Dark", "Light")
    before = here.page.evaluate(_GROUND)
    colours = here.page.get_by_role("navigation", name="Language and colours")
    assert colours.get_by_role("link", name=own).count() == 0
    here.follow(colours.get_by_role("link", name=other))
    assert here.page.url == f"{here.site}/about?back=1"
    chosen = here.page.evaluate(_GROUND)
    assert chosen != before
    for path in ("/", "/sparql", "/nowhere"):
        here.go(path)
        assert here.page.evaluate(_GROUND) == chosen
        assert not (reader.scripts and audits.accessibility(here.page, "color-contrast"))
    here.follow(colours.get_by_role("link", name="Auto"))
    assert here.page.evaluate(_GROUND) == before


@pytest.mark.parametrize("reader", [LIGHT, PLAIN], ids=["with scripts", "without"])
def test_a_thing_is_found_by_its_name(visit: Visiting, reader: Reader) -> None:
    here = visit("/", reader)
    here.page.locator("header input[name=q]").fill("keio univ")
    with here.page.expect_navigation():
        here.page.locator("header input[name=q]").press("Enter")
    here.follow(here.page.get_by_role("main").get_by_role("link", name="Keio University", exact=True).first)
    assert here.page.inner_text("h1") == "Keio University"


def test_names_are_suggested_to_keyboard_and_mouse(visit: Visiting) -> None:
    scripts()
    here = visit("/")
    for choose in (lambda option: here.page.keyboard.press("Enter"), lambda option: option.click()):
        here.go("/about")
        box = here.page.locator("header input[name=q]")
        box.click()
        here.page.keyboard.type("keio univ")
        option = here.page.get_by_role("option").filter(has_text="Keio University").first
        expect(option).to_be_visible()
        here.page.keyboard.press("ArrowDown")
        choose(option)
        here.page.wait_for_url("**/doc/**")
        assert "Keio University" in here.page.inner_text("h1")


#: The words of suggestions that are broken within themselves.
_BROKEN = r"""() => [...document.querySelectorAll("[role=option] :first-child")].flatMap(each => {
  const range = document.createRange(), text = each.firstChild;
  return [...text.data.matchAll(/[A-Za-z]+/g)].filter(word => {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map(String);
})"""


@pytest.mark.parametrize("width", [PHONE, 900])
def test_a_suggestion_has_the_line_for_its_name(visit: Visiting, width: int) -> None:
    scripts()
    page = visit("/about", Reader(width=width)).page
    page.locator("header input[name=q]").press_sequentially("partnership")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate(_BROKEN) == []
    assert not audits.width(page, width)


def test_a_name_that_is_chosen_stays_so_when_more_letters_are_answered(visit: Visiting) -> None:
    scripts()
    here = visit("/about")
    held: list[Route] = []
    here.page.route(re.compile("q=keio[+]univ$"), lambda route: held.append(route))
    box = here.page.locator("header input[name=q]")
    box.press_sequentially("keio")
    option = here.page.get_by_role("option").filter(has_text="Keio University").first
    expect(option).to_be_visible()
    box.press_sequentially(" univ")
    here.wait(lambda: held)
    for _ in here.page.get_by_role("option").all():
        here.page.keyboard.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    with here.page.expect_response(re.compile("q=keio[+]univ$")):
        held[0].continue_()
    expect(here.page.get_by_role("option", selected=True)).to_contain_text("Keio University")
    here.page.keyboard.press("Enter")
    here.page.wait_for_url("**/doc/**")
    assert "Keio University" in here.page.inner_text("h1")


def test_browsing_leads_to_things(visit: Visiting) -> None:
    here = visit("/browse/funder", PLAIN)
    here.follow(here.page.get_by_role("link", name="NVIDIA", exact=True).first)
    main = here.page.get_by_role("main")
    funded = "Partnership of the University of Washington and the University of Tsukuba in AI research (2024)"
    here.follow(main.get_by_role("link", name=funded, exact=True).first)
    assert here.page.inner_text("h1") == funded


@pytest.mark.parametrize("reader", [LIGHT, PLAIN], ids=["with scripts", "without"])
def test_a_question_is_asked_by_its_form(visit: Visiting, reader: Reader) -> None:
    here = visit("/questions/list-itemized-contributions", reader)
    here.page.get_by_label("Funder").select_option(label="Amazon")
    here.follow(here.page.get_by_role("button", name="Answer", exact=True))
    assert "funder=amazon" in here.page.url
    rows = here.texts("main table tbody tr")
    assert [row for row in rows if "Amazon" in row and "25,000,000" in row]
    assert not [row for row in rows if "NVIDIA" in row]


@pytest.mark.parametrize(
    ("path", "beginning"),
    [
        ("/doc/organization/keio-university", "https://w3id.org/accordgraph/id/organization/keio-university"),
        ("/questions/list-itemized-contributions", "http://127.0.0.1:"),
    ],
)
def test_addresses_are_copied_by_the_keyboard(visit: Visiting, path: str, beginning: str) -> None:
    scripts()
    page = visit(path).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).first.press("Enter")
    expect(page.locator("#voice")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith(beginning)


#: A sheet of A4 between margins of 15 mm, in pixels.
_SHEET = 680
_ADDRESS = """() => {
  const link = Object.assign(document.createElement("a"), { href: "https://example.org/", textContent: "x" });
  document.querySelector("main").appendChild(document.createElement("p")).append(link);
  return getComputedStyle(link, "::after").content;
}"""


@pytest.mark.parametrize(
    "path", ["/", "/doc/organization/keio-university", "/browse/funder/microsoft", "/sources"]
)
def test_on_paper_nothing_is_cut_and_nothing_is_left_to_press(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(colours="dark")).page
    page.emulate_media(media="print", color_scheme="dark")
    assert not audits.width(page, _SHEET)
    for each in ("nav", "form", "button"):
        assert not [found for found in page.locator(each).all() if found.is_visible()], each
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 100, ink  # whatever the screen has
    assert "https://example.org/" in page.evaluate(_ADDRESS)


@pytest.mark.parametrize("path", ["/doc/agreement/upwards-for-the-future-2023", "/disputes"])
def test_paper_says_of_each_fact_which_sources_state_it_and_where(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(width=_SHEET)).page
    said = page.locator(".says details a")
    assert said.count() > 10
    assert not said.first.is_visible()
    page.emulate_media(media="print")
    for each in (".says li > a", ".says .place > a", ".evidence td a"):
        assert all(found.is_visible() for found in page.locator(each).all()), each
    assert not audits.width(page, _SHEET)


@pytest.mark.parametrize("path", ["/doc/agreement/upwards-for-the-future-2023", "/questions/list-funding"])
def test_paper_has_nothing_that_only_leads_elsewhere_or_opens(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(width=_SHEET)).page
    leading = page.get_by_role("link", name=re.compile("^details: "))
    assert leading.first.is_visible()
    page.emulate_media(media="print")
    assert leading.count() == 0
    for each in page.locator("main details").all():
        assert each.locator("a, code").first.is_visible() == each.is_visible()


@pytest.mark.parametrize("path", ["/questions/list-funding?funder=nvidia", "/doc/organization/nvidia"])
def test_paper_says_of_a_row_what_is_disputed(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(width=_SHEET)).page
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=re.compile("^disputed: for "))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^details: "))).to_have_count(0)
    assert not audits.width(page, _SHEET)


@pytest.mark.parametrize("path", ["/questions/list-funding", "/questions/list-statistics"])
def test_no_answer_is_wider_than_a_sheet_of_paper(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(width=_SHEET)).page
    page.emulate_media(media="print")
    assert not audits.width(page, _SHEET)
    sizes = page.evaluate(
        "[...new Set([...document.querySelectorAll('.answer :is(th:not(.fact), td a)')]"
        ".filter(each => each.checkVisibility()).map(each => getComputedStyle(each).fontSize))]"
    )
    assert len(sizes) == 1


#: An A4 sheet less margins of a centimetre, in pixels.
_WHOLE_SHEET = 718


@pytest.mark.parametrize("name", ["list-funding", "list-statistics"])
def test_an_answer_with_many_columns_is_as_wide_as_a_sheet_without_scripts(
    visit: Visiting, name: str
) -> None:
    query = (QUESTIONS / f"{name}.rq").read_text(encoding="utf-8")
    page = visit(asked(query), replace(PLAIN, width=_WHOLE_SHEET)).page
    page.emulate_media(media="print")
    box = page.locator(".outcome table").bounding_box()
    assert box
    assert box["x"] + box["width"] <= _WHOLE_SHEET


@pytest.mark.parametrize("reader", [LIGHT, PLAIN, Reader("ja", width=PHONE)], ids=["wide", "plain", "phone"])
@pytest.mark.parametrize(
    "path", ["/questions/list-funding", "/doc/agreement/us-japan-ai-research-partnerships-2024"]
)
def test_who_says_so_leads_to_the_paragraphs(visit: Visiting, path: str, reader: Reader) -> None:
    here = visit(path, reader)
    here.follow(here.page.locator(".fact a").first)
    expect(here.page.locator(".evidence td a").first).to_be_in_viewport()


#: Address of a part of what is described -> what is told there.
PARTS = [
    ("/dataset#class-accord-FundingContribution-property-accord-hasFunder", "funder: "),
    ("/dataset#class-skos-Concept-property-skos-inScheme", "in the list: "),
    ("/dataset#parameter/funder", "Funder"),
    ("/sparql#dataset", "A query that names no graph sees the default graph"),
    ("/sparql#default-graph", "/graph/believed"),
    ("/sparql#graph-source-pie-news-us-japan-ai-2024", "The PIE News"),
]


@pytest.mark.parametrize("reader", [LIGHT, PLAIN, Reader(width=PHONE)], ids=["wide", "plain", "phone"])
@pytest.mark.parametrize(("path", "said"), PARTS)
def test_the_name_of_a_part_leads_to_where_it_is_told(
    visit: Visiting, path: str, said: str, reader: Reader
) -> None:
    here = visit(path, reader)
    here.settle()
    part = here.page.locator(":target")
    expect(part).to_be_in_viewport()
    expect(part).to_contain_text(said)
    row = here.page.locator("tr:has(details :target) > td").first
    if row.count():
        expect(row).to_be_in_viewport()


#: An A4 sheet less its margins, in pixels: what is higher and may not be broken is cut.
_HEIGHT = 1000


def test_no_picture_is_higher_than_a_sheet_of_paper(visit: Visiting) -> None:
    page = visit("/", Reader(width=_SHEET)).page
    page.emulate_media(media="print")
    boxes = [each.bounding_box() for each in page.locator(".picture svg.broad").all()]
    assert len(boxes) > 1
    for box in boxes:
        assert box
        assert 0 < box["height"] < _HEIGHT - 150  # with its heading
        assert box["width"] <= _SHEET


@pytest.mark.parametrize("path", ["/doc/organization/nvidia.html?view=rdf", "/doc/question/list-funding"])
def test_long_lines_are_broken_on_paper(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(width=_SHEET)).page
    page.emulate_media(media="print")
    lines = page.locator("pre:visible").all()
    assert lines
    for each in lines:
        assert each.evaluate("each => each.scrollWidth <= each.clientWidth")


#: A window in which a table of many columns has no room.
_TABLET = 768
#: Puts something empty into a box that scrolls, as many times as wide; returns where the box is then.
_EMPTY = """(box, times) => {
  const wide = document.createElement("div");
  wide.style.cssText = `width: ${100 * times}%; height: 50px`;
  box.replaceChildren(wide);
  box.scrollIntoView();
  return box.getBoundingClientRect();
}"""


@pytest.mark.parametrize(
    "reader", [Reader(width=_TABLET), Reader("ja", "dark", _TABLET)], ids=["light", "dark"]
)
def test_an_edge_is_in_shade_where_a_table_goes_on(visit: Visiting, reader: Reader) -> None:
    page = visit("/questions/list-statistics", reader).page
    table = page.locator(".scroll")

    def edges(times: int, scrolled: int) -> list[bytes]:
        box = table.evaluate(_EMPTY, times)
        table.evaluate("(box, scrolled) => { box.scrollLeft = scrolled; }", scrolled)
        return [
            page.screenshot(clip={"x": x, "y": box["y"] + 10, "width": 8, "height": 20})
            for x in (box["x"], box["x"] + box["width"] - 8)
        ]

    left, right = edges(1, 0)
    assert left == right
    assert [each != left for each in edges(2, 0)] == [False, True]
    assert [each != left for each in edges(2, 100)] == [True, True]
    assert [each != left for each in edges(2, 10 * _TABLET)] == [True, False]


@pytest.mark.parametrize("name", ["list-policy-targets", "sum-itemized-funding", "find-partners"])
def test_an_answer_of_some_columns_has_room_on_a_tablet(visit: Visiting, name: str) -> None:
    page = visit(f"/questions/{name}", Reader(width=_TABLET)).page
    assert page.locator(".scroll:has(#rows)").evaluate("box => box.scrollWidth <= box.clientWidth")


_NVIDIA = "/doc/contribution/nvidia-to-us-japan-ai-research-partnerships-2024"


@pytest.mark.parametrize(
    ("path", "cell", "share"),
    [
        (_NVIDIA, ".facts .says", 0.27),
        (_NVIDIA, ".facts td:nth-child(2)", 0.49),
        ("/quality", ".checks td:nth-child(2)", 0.4),
        ("/sources", ".listed tbody th", 0.25),
    ],
)
def test_what_is_read_has_room_on_a_tablet(visit: Visiting, path: str, cell: str, share: float) -> None:
    page = visit(path, Reader(width=_TABLET)).page
    widths = "cell => cell.offsetWidth / cell.closest('table').offsetWidth"
    assert page.locator(cell).first.evaluate(widths) >= share


@pytest.mark.parametrize("path", ["/questions/list-funding", "/doc/organization/university-of-tokyo"])
def test_on_a_phone_each_link_to_evidence_has_its_heading(visit: Visiting, path: str) -> None:
    page = visit(path, Reader(width=PHONE)).page
    heading = page.locator("td.fact").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Who says so" in heading


def test_on_a_phone_evidence_does_not_reach_beyond_its_edge(visit: Visiting) -> None:
    page = visit(f"{_NVIDIA}#evidence", Reader(width=PHONE)).page
    assert page.locator("#evidence").evaluate("box => box.scrollWidth <= box.clientWidth")


#: The lines that a heading is set in.
_LINES = """heading => {
  const words = heading.firstChild, range = document.createRange(), lines = new Map();
  for (let place = 0; place < words.length; place += 1) {
    range.setStart(words, place);
    range.setEnd(words, place + 1);
    const top = range.getBoundingClientRect().top;
    lines.set(top, (lines.get(top) ?? "") + words.data[place]);
  }
  return [...lines.values()];
}"""


@pytest.mark.parametrize(
    ("question", "phrase"), [("find-partners", "いつから"), ("list-agreements-of-country", "組織の")]
)
def test_on_a_phone_japanese_headings_are_parted_between_phrases(
    visit: Visiting, question: str, phrase: str
) -> None:
    heading = visit(f"/questions/{question}", Reader("ja", width=PHONE)).page.locator("h1")
    lines = heading.evaluate(_LINES)
    assert len(lines) > 1
    assert any(phrase in line for line in lines)


#: Moves a figure of a picture over its edge; returns whether what is beyond is there to be seen.
_SEEN_BEYOND = """() => {
  const figure = [...document.querySelectorAll(".picture text.note")].find(each => each.checkVisibility());
  figure.scrollIntoView({block: "center"});
  const picture = figure.ownerSVGElement.getBoundingClientRect();
  const scale = picture.width / figure.ownerSVGElement.viewBox.baseVal.width;
  const way = picture.right + 8 - figure.getBoundingClientRect().right;
  figure.setAttribute("transform", `translate(${way / scale} 0)`);
  const { top, height } = figure.getBoundingClientRect();
  return figure.contains(document.elementFromPoint(picture.right + 4, top + height / 2));
}"""


def test_letters_that_are_wider_than_was_reckoned_are_not_cut(visit: Visiting) -> None:
    page = visit("/questions/list-itemized-contributions", Reader(width=PHONE)).page
    assert page.evaluate(_SEEN_BEYOND)
    assert not audits.width(page, PHONE)


#: Gives the first thing of a list a long name, and what has it a number of many digits.
_LENGTHEN = """() => {
  const [name, number] = document.querySelector("main .values li").children;
  name.textContent = "Rheinisch-Westfälische Technische Hochschule and its Institute for Chemistry";
  number.textContent = "12,345";
  return number.offsetHeight;
}"""


def test_a_number_stays_whole_beside_a_long_name(visit: Visiting) -> None:
    page = visit("/browse/funder", Reader(width=PHONE)).page
    line = page.locator("main .values .number").last.bounding_box()
    assert line
    assert page.evaluate(_LENGTHEN) <= line["height"] + 1


@pytest.mark.parametrize("width", [680, 768])
def test_the_agreements_of_the_first_page_fit_a_tablet(visit: Visiting, width: int) -> None:
    table = visit("/", Reader(width=width)).page.locator(".agreements")
    assert table.evaluate("each => each.offsetWidth <= each.parentElement.clientWidth")


#: The cells of an answer that are not in the window, and what stands before those of its first row.
_CELLS = """() => {
  const cells = [...document.querySelectorAll(".answer tbody :is(th, td)")];
  const right = each => each.getBoundingClientRect().right;
  return {
    beyond: cells.filter(each => right(each) > innerWidth).map(each => each.textContent),
    heads: cells.slice(0, 4).map(each => getComputedStyle(each, "::before").content),
  };
}"""


def test_a_phone_shows_an_answer_with_all_that_belongs_to_its_numbers(visit: Visiting) -> None:
    page = visit("/questions/list-itemized-contributions", Reader(width=PHONE)).page
    page.locator(".answer tbody th").first.evaluate("each => { each.textContent = location.href.repeat(2) }")
    seen = page.evaluate(_CELLS)
    assert seen["beyond"] == []
    assert seen["heads"] == ['"funder: "', '"value: "', '"currency: "', '"what is funded: "']


@pytest.mark.parametrize("width", [1024, 1280])
@pytest.mark.parametrize("question", ["list-funding", "list-sources", "list-statistics"])
def test_answers_of_many_columns_fit_a_screen(visit: Visiting, question: str, width: int) -> None:
    table = visit(f"/questions/{question}", Reader(width=width)).page.locator(".answer")
    assert table.evaluate("each => each.offsetWidth <= each.parentElement.clientWidth")


#: Page -> what is chosen there, another choice beside it, and the button that opens them.
_CHOSEN = {
    "/browse": ("header [aria-current]", "header .places a:not([aria-current])", ""),
    "/search?q=AI": (".chips [aria-current]", ".chips a:not([aria-current])", ""),
    asked("SELECT * {}"): (".tabs [aria-selected=true]", ".tabs [aria-selected=false]", ""),
    "/sparql": ("sparql-editor li[aria-selected]", "sparql-editor li:not([aria-selected])", "Complete"),
}


@pytest.mark.parametrize("path", _CHOSEN)
def test_what_is_chosen_is_seen_where_the_device_has_its_own_colours(visit: Visiting, path: str) -> None:
    scripts()
    page = visit(path).page
    page.emulate_media(forced_colors="active")
    chosen, other, opener = _CHOSEN[path]
    if opener:
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name=opener, exact=True).click()
    grounds = [
        page.locator(each).first.evaluate("each => getComputedStyle(each).backgroundColor")
        for each in (chosen, other)
    ]
    assert grounds[0] != grounds[1]
    inks = page.locator(f"{chosen}, {chosen} *").evaluate_all(
        "all => all.map(each => getComputedStyle(each).color)"
    )
    assert len(set(inks)) == 1


@pytest.mark.parametrize(("path", "field"), [
    ("/", "#search"),
    ("/questions/find-why-not-believed", "input[data-more]"),
])  # fmt: skip
def test_nothing_is_looked_up_while_japanese_is_being_composed(
    visit: Visiting, path: str, field: str
) -> None:
    here = visit(path, Reader("ja"))
    scripts()
    asked_for: list[str] = []
    here.page.on("request", lambda each: asked_for.extend(re.findall(r"\bq=(.*)", each.url)))
    here.page.locator(field).fill("")
    keys = here.page.context.new_cdp_session(here.page)
    for text in ("けい", "けいおう", "慶應"):
        keys.send("Input.imeSetComposition", {"text": text, "selectionStart": 0, "selectionEnd": len(text)})
        here.page.wait_for_timeout(300)
    assert asked_for == []
    keys.send("Input.insertText", {"text": "慶應"})
    here.wait(lambda: asked_for)
    assert asked_for == [quote("慶應")]


@pytest.mark.parametrize(("number", "is_taken"), [(13, True), (229, False)])
def test_the_key_that_ends_a_composition_chooses_no_suggestion(
    visit: Visiting, number: int, is_taken: bool
) -> None:
    """Safari tells of it when the composition is over, by a number that no other key has."""
    page = visit("/", Reader("ja")).page
    scripts()
    box = page.get_by_role("combobox")
    box.press_sequentially("keio")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    key = {"key": "Enter", "keyCode": number, "cancelable": True}
    taken = "(each, key) => !each.dispatchEvent(new KeyboardEvent('keydown', key))"
    assert box.evaluate(taken, key) == is_taken


#: The texts in Japanese, and those of them that are first looked for in the system's own font.
_JAPANESE = """() => {
  const texts = [...document.querySelectorAll("body *")].filter(each =>
    each.closest("[lang]").getAttribute("lang") === "ja" && [...each.childNodes].some(
      child => child.nodeType === Node.TEXT_NODE && /[\\u3040-\\u9fff]/.test(child.data)));
  const own = texts.filter(each => getComputedStyle(each).fontFamily.includes("system-ui"));
  return [texts.length, own.map(each => each.textContent.trim())];
}"""


@pytest.mark.parametrize("path", ["/", "/doc/agreement/us-japan-ai-research-partnerships-2024", "/sparql"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_japanese_is_in_a_font_that_is_made_for_it(visit: Visiting, language: str, path: str) -> None:
    """The system's own font may be a Chinese one, which draws many characters otherwise than Japan does."""
    scripts()
    number, own = visit(path, Reader(language)).page.evaluate(_JAPANESE)
    assert number > 0
    assert own == []
