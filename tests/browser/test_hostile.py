"""Nothing that content, addresses or queries say becomes markup, runs, or leaves its place."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from . import audits
from .conftest import Visiting
from .hostile import LABELS
from .sites import asked
from .visits import PHONE, Visit

_NAMES = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?thing ?name { ?thing rdfs:label ?name }"
)
_SCRIPTED = "SELECT (IRI('javascript:window.pwned=5') AS ?iri) (IRI('data:text/html,<script>') AS ?data) {}"

#: Pages of the site with the hostile content.
PATHS = {
    "home": "/",
    "organization": "/doc/organization/alpha-university",
    "names": asked(_NAMES),
    "names as a graph": asked("CONSTRUCT WHERE { ?s ?p ?o }"),
    "scripts as addresses": asked(_SCRIPTED),
    "graph": "/graph/entities",
    "withdrawn": "/doc/organization/gamma",
    "split": "/doc/organization/alpha-and-beta",
    **{f"label {number}": f"/doc/organization/hostile-{number}" for number in range(len(LABELS))},
    **{f"query {number}": asked(label) for number, label in enumerate(LABELS)},
    **{f"address {number}": f"/{quote(label, safe='')}" for number, label in enumerate(LABELS)},
}


def in_order(here: Visit) -> list[str]:
    """Return what a page let happen that it should not."""
    assert here.page.evaluate("window.pwned") is None
    scripted = (
        "[...document.links].filter(each => !/^https?:$/.test(each.protocol)).map(each => each.outerHTML)"
    )
    assert here.page.evaluate(scripted) == []
    assert len(here.texts("main")) == len(here.texts("footer")) == 1
    return audits.width(here.page, PHONE)


@pytest.mark.parametrize("path", [pytest.param(path, id=name) for name, path in PATHS.items()])
def test_hostile_texts_stay_texts(look: Visiting, hostile_site: str, path: str) -> None:
    faults = in_order(look(path, site=hostile_site))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("number", range(len(LABELS)))
def test_a_label_is_read_as_it_is_written(look: Visiting, hostile_site: str, number: int) -> None:
    here = look(f"/doc/organization/hostile-{number}", site=hostile_site)
    assert here.texts("h1") == [LABELS[number]]


def test_a_withdrawn_thing_is_gone_and_says_why(look: Visiting, hostile_site: str) -> None:
    here = look("/doc/organization/gamma", site=hostile_site)
    assert here.status == 410
    assert "Nobody has ever stated that it exists." in here.page.inner_text("main")
    faults = audits.accessibility(here.page)
    assert not faults, "\n".join(faults)
