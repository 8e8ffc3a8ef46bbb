"""What somebody hears who does not see a page: what the browser tells a screen reader, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from tools import scripts

from .conftest import Visiting
from .sites import asked
from .visits import LIGHT, Reader

_AGREEMENT = "/doc/agreement/us-japan-ai-research-partnerships-2024"


@dataclass(frozen=True)
class Heard:
    """What is told of a part of a page: its role, its name, what describes it, and the parts within it."""

    role: str
    name: str
    description: str
    parts: tuple[Heard, ...]

    def all(self, role: str) -> Iterator[Heard]:
        """Return all parts of a role, in the order of reading."""
        for each in self.parts:
            if each.role == role:
                yield each
            yield from each.all(role)

    def roles(self) -> set[str]:
        """Return all roles within it."""
        return {self.role}.union(*(each.roles() for each in self.parts))


def heard(page: Page) -> Heard:
    """Return what is told of a page as a whole."""
    nodes: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")[
        "nodes"
    ]
    known = {each["nodeId"]: each for each in nodes}

    def of(node: dict[str, Any]) -> Heard:
        role, name, description = (
            str(node.get(key, {}).get("value", "")) for key in ("role", "name", "description")
        )
        within = tuple(of(known[each]) for each in node.get("childIds", ()) if each in known)
        return Heard("" if node["ignored"] else role, name, description, within)

    return of(nodes[0])


@pytest.mark.parametrize("reader", [LIGHT, Reader("ja")], ids=["en", "ja"])
@pytest.mark.parametrize("path", ["/", _AGREEMENT])
def test_a_picture_is_heard_as_names_and_figures_and_not_as_lines_and_boxes(
    visit: Visiting, path: str, reader: Reader
) -> None:
    figures = list(heard(visit(path, reader).page).all("figure"))
    assert figures
    for each in figures:
        assert not each.roles() & {"img", "image", "graphics-symbol", "SvgRoot"}
        (group,) = (part for part in each.all("group") if part.name)
        names = [link.name for link in group.all("link")]
        assert names
        assert [name for name in names if not name or "…" in name] == []


def test_a_graph_is_heard_as_its_things_and_a_list_and_not_as_links_without_ends(visit: Visiting) -> None:
    scripts()
    query = "CONSTRUCT { ?a accord:hasParty ?p } WHERE { ?a accord:hasParty ?p } ORDER BY ?a LIMIT 8"
    here = visit(asked(query))
    here.settle()
    (drawing,) = (each for each in heard(here.page).all("group") if each.name == "Drawing of the graph")
    assert [each.name for each in drawing.all("group") if each.name == "has party"] == []
    names = [each.name for each in drawing.all("link")]
    assert "Keio University" in names
    assert [name for name in names if "://" in name] == []


@pytest.mark.parametrize("path", ["/", _AGREEMENT, "/ontology", "/questions/list-funding"])
def test_after_its_name_a_link_does_not_spell_an_address_out(visit: Visiting, path: str) -> None:
    links = list(heard(visit(path).page).all("link"))
    assert len(links) > 30
    assert [each for each in links if "://" in each.description] == []


def test_a_name_that_was_found_is_heard_in_one_piece_and_how_many_there_are_as_a_text(
    visit: Visiting,
) -> None:
    here = heard(visit("/search?q=keio").page)
    assert "Keio University" in [each.name for each in here.all("heading")]
    assert not here.roles() & {
        "mark",
        "status",
    }  # Orca says of a status that there is one, and not what it says
    assert [each for each in here.all("StaticText") if each.name.startswith("Things found: ")]


@pytest.mark.parametrize("path", ["/", "/sparql", _AGREEMENT])
def test_a_place_that_is_empty_until_something_happens_is_not_heard(visit: Visiting, path: str) -> None:
    scripts()
    here = visit(path)
    here.settle()
    assert here.page.locator("[aria-live=polite]").count() > 0
    assert "status" not in heard(here.page).roles()


@pytest.mark.parametrize(
    ("reader", "words"), [(LIGHT, "Escape, then Tab"), (Reader("ja"), "Esc に続けて Tab")]
)
def test_the_editor_says_how_to_leave_it(visit: Visiting, reader: Reader, words: str) -> None:
    scripts()
    here = visit("/sparql", reader)
    here.settle()
    described = [each.description for each in heard(here.page).all("textbox")]
    assert [each for each in described if each.startswith(words)]


def test_the_number_beside_a_heading_is_apart_from_its_words(visit: Visiting) -> None:
    names = [
        each.name for each in heard(visit("/doc/organization/carnegie-mellon-university").page).all("heading")
    ]
    assert "Takes part in (1)" in names
    assert "Evidence (1)" in names


@pytest.mark.parametrize(
    ("path", "heads"),
    [
        ("/questions/list-itemized-contributions?funder=nvidia", ["NVIDIA"]),
        ("/dataset", ["evidence", "organization", "participation"]),
    ],
)
def test_each_row_of_a_table_is_heard_by_what_it_is_about(
    visit: Visiting, path: str, heads: list[str]
) -> None:
    page = heard(visit(path).page)
    table = next(each for each in page.all("table") if list(each.all("rowheader")))
    assert [each.name for each in table.all("rowheader")][: len(heads)] == heads
