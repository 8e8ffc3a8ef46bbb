"""The named graphs."""

from __future__ import annotations

from collections import defaultdict

from flask import Blueprint, Response, abort, render_template

from ..context import links, live
from ..display import Cell, Display
from ..responses import represent, split_extension, written

area = Blueprint("graphs", __name__)

#: Things that a graph's page lists.
_LISTED = 1000


@area.get("/graph/<name>", defaults={"folder": ""})
@area.get("/graph/<any(source):folder>/<name>")
def graph(folder: str, name: str) -> Response:
    """Send a named graph; its IRI is a document, so it answers directly."""
    stem, wanted = split_extension(name)
    full = f"{folder}/{stem}" if folder else stem
    if live().names.graph(full) not in live().snapshot.manifest.graphs:
        abort(404, f"There is no graph <{live().names.graph(full)}>; the dataset's page lists all graphs.")
    return represent(stem, wanted, lambda: graph_page(full), lambda chosen: written(full, chosen))


def graph_page(name: str) -> str:
    """Return the page of a named graph."""
    opened, display = live(), Display()
    iri = opened.names.graph(name)
    by_kind: dict[str, list[Cell]] = defaultdict(list)
    subjects = opened.reader.subjects(iri, _LISTED + 1)
    for subject in subjects[:_LISTED]:
        by_kind[opened.names.kind(subject) or ""].append(display.iri(subject))
    return render_template(
        "graph.html",
        iri=iri,
        name=name.rpartition("/")[2],
        label=display.graph(iri),
        source=display.iri(source) if (source := opened.reader.source_of(iri)) else None,
        triples=opened.snapshot.manifest.graphs.get(iri, 0),
        groups=sorted((kind, sorted(cells, key=lambda cell: cell.text)) for kind, cells in by_kind.items()),
        more=len(subjects) > _LISTED,
        links=links(),
        live=opened,
    )
