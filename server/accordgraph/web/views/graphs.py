"""The named graphs."""

from __future__ import annotations

import re
from collections import defaultdict

from flask import Blueprint, Response, abort, render_template

from ...engine.answering.writing import write_quads
from ...engine.formats import Format
from ...graph.names import BELIEVED
from ...graph.portions import Portion
from ..data.display import Cell, Display
from ..responding.context import language, links, live
from ..responding.representation import split_extension
from ..responding.responses import lead, page_number, represent, within, written
from ..triples import part_of_graph
from . import things

area = Blueprint("graphs", __name__)

#: Statements that a graph may have to be sent as one document; of a larger one each page is a document, since
#: writing all of it would hold up everybody else. The dumps have it whole.
WHOLE = 50_000


@area.get("/graph", defaults={"place": "dataset"})
@area.get("/graph/source", defaults={"place": "browse/kind/source"})
def beginning(place: str) -> Response:
    """Lead from what only begins the addresses of graphs to the list of those that begin so."""
    return lead(links().to(place))


@area.get("/graph/<name>", defaults={"folder": ""})
@area.get("/graph/<any(source):folder>/<name>")
def graph(folder: str, name: str) -> Response:
    """Send a named graph; its IRI is a document, so it answers directly."""
    stem, wanted = split_extension(name)
    full = f"{folder}/{stem}" if folder else stem
    if full == BELIEVED:  # a name without a graph in the store
        return lead(links().to(f"dataset{name.removeprefix(stem)}"), 303)
    if live().names.graph(full) not in live().snapshot.manifest.graphs:
        if folder and things.withdrawn("source", stem):  # a source's graph goes with the source
            return things.document("source", name)
        abort(404, f"There is no graph <{live().names.graph(full)}>; the dataset's page lists all graphs.")
    page = page_number()
    whole = live().snapshot.manifest.graphs[live().names.graph(full)] <= WHOLE
    return represent(
        stem,
        wanted,
        lambda: _page(full, page),
        lambda chosen: written(full, chosen, named=True) if whole else _part(full, page, chosen),
        # In these nobody has to know the graph's name to find what it says
        # (https://www.w3.org/TR/rdf11-concepts/#section-dataset-conneg).
        triples=True,
        number=page,
    )


def _subjects(iri: str, page: int) -> Portion[str]:
    """Return one page of what a named graph speaks of; aborts where there is no such page."""
    subjects = live().lister.subjects(iri, page)
    within(page, subjects.pages)
    return subjects


def _part(name: str, page: int, chosen: Format) -> bytes:
    """Write one page of a named graph that is too large for one document."""
    opened = live()
    iri = opened.names.graph(name)
    quads = part_of_graph(iri, _subjects(iri, page), page, opened.reader, opened.names)
    return write_quads(lambda: quads, chosen.media_type, opened.prefixes)


def _page(name: str, page: int) -> str:
    """Return one page of those that list what a named graph speaks of."""
    opened, display = live(), Display()
    iri = opened.names.graph(name)
    by_kind: dict[str, list[Cell]] = defaultdict(list)
    titled = opened.edition.text(iri, "dcterms:title", language())
    subjects = _subjects(iri, page)
    for subject in subjects.items:
        by_kind[opened.names.kind(subject) or ""].append(display.iri(subject))
    return render_template(
        "graph.html",
        iri=iri,
        name=name.rpartition("/")[2],
        label=Cell(titled.value, titled.language) if titled else display.graph(iri),
        source=display.iri(source) if (source := opened.reader.source_of(iri)) else None,
        triples=opened.snapshot.manifest.graphs.get(iri, 0),
        groups=sorted((kind, sorted(cells, key=_rank)) for kind, cells in by_kind.items()),
        subjects=subjects,
        page=page,
    )


def _rank(cell: Cell) -> list[str]:
    """Return what a cell is sorted by: paragraph 9 comes before paragraph 10."""
    return [piece.zfill(9) if piece.isdecimal() else piece for piece in re.split(r"(\d+)", cell.text)]
