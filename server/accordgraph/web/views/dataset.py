"""The dataset's description, and its versions."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template

from ...graph.terms import TITLE, term
from ..context import language, links, live
from ..display import Display
from ..questions import questions
from ..reading import pick
from ..responses import represent, represent_named, split_extension, written

area = Blueprint("dataset", __name__)


@area.get("/dataset", defaults={"extension": None})
@area.get("/dataset.<extension>")
def dataset(extension: str | None) -> Response:
    """Describe the dataset."""
    return represent_named("dataset", extension, "metadata", lambda: _dataset_page("dataset"))


@area.get("/dataset/<version>")
def dataset_version(version: str) -> Response:
    """Describe one version of the dataset; only the current one is kept here."""
    name, wanted = split_extension(version)
    current = live().snapshot.manifest.version
    if name != current:
        abort(404, f"Version {name!r} of the dataset is not here; the current one is {current}.")
    return represent(name, wanted, lambda: _dataset_page(name), lambda chosen: written("metadata", chosen))


def _dataset_page(name: str) -> str:
    opened, display, tongue = live(), Display(), language()
    node = ox.NamedNode(opened.names.dataset)
    titles = opened.reader.texts(node, TITLE, None)
    descriptions = opened.reader.texts(node, term("dcterms", "description"), None)
    counts = opened.snapshot.manifest.graphs
    return render_template(
        "dataset.html",
        name=name,
        iri=opened.names.dataset,
        title=pick(titles, tongue) if titles else None,
        description=pick(descriptions, tongue) if descriptions else None,
        facts=[
            (display.iri(each.property.value), display.term(each.value))
            for each in sorted(
                opened.reader.about(opened.names.dataset), key=lambda each: each.property.value
            )
            if each.property.value.rpartition("/")[2]
            in ("license", "issued", "modified", "publisher", "creator")
        ],
        default=counts.get("default", 0),
        graphs=[(display.graph(graph), counts[graph]) for graph in sorted(counts) if graph != "default"],
        questions=questions(opened, tongue),
        links=links(),
        live=opened,
    )
