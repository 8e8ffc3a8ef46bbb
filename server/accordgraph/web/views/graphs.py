"""The named graphs."""

from __future__ import annotations

from collections import defaultdict

from flask import Blueprint, Response, abort, render_template

from ..context import links, live
from ..display import Cell, Display
from ..responses import page_number, represent, split_extension, written

area = Blueprint("graphs", __name__)


@area.get("/graph/<name>", defaults={"folder": ""})
@area.get("/graph/<any(source):folder>/<name>")
def graph(folder: str, name: str) -> Response:
    """Send a named graph; its IRI is a document, so it answers directly."""
    stem, wanted = split_extension(name)
    full = f"{folder}/{stem}" if folder else stem
    if live().names.graph(full) not in live().snapshot.manifest.graphs:
        abort(404, f"There is no graph <{live().names.graph(full)}>; the dataset's page lists all graphs.")
    page = page_number()
    return represent(
        stem, wanted, lambda: _page(full, page), lambda chosen: written(full, chosen), number=page
    )


def _page(name: str, page: int) -> str:
    """Return one page of those that list what a named graph speaks of."""
    opened, display = live(), Display()
    iri = opened.names.graph(name)
    by_kind: dict[str, list[Cell]] = defaultdict(list)
    subjects = opened.lister.subjects(iri, page)
    if page > subjects.pages:
        abort(404, f"There is no page {page}; the last one is {subjects.pages}.")
    for subject in subjects.items:
        by_kind[opened.names.kind(subject) or ""].append(display.iri(subject))
    return render_template(
        "graph.html",
        iri=iri,
        name=name.rpartition("/")[2],
        label=display.graph(iri),
        source=display.iri(source) if (source := opened.reader.source_of(iri)) else None,
        triples=opened.snapshot.manifest.graphs.get(iri, 0),
        groups=sorted((kind, sorted(cells, key=lambda cell: cell.text)) for kind, cells in by_kind.items()),
        subjects=subjects,
        page=page,
        links=links(),
        live=opened,
    )
