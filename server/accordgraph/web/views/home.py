"""The first page: what this is, how much there is, and where to begin."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, render_template

from ...engine.formats import GRAPHS, PAGE
from ...graph.terms import TITLE, term
from ..context import language, links, live
from ..questions import questions
from ..reading import pick
from ..responses import represent, written
from ..signposting import Link
from ..structured import structured_dataset

area = Blueprint("home", __name__)

#: Where programs find the rest: relation, place, media type.
_LINKS = (
    ("api-catalog", ".well-known/api-catalog", "application/linkset+json"),
    ("service-desc", "sparql", "text/turtle"),
    ("describedby", "dataset", "text/turtle"),
)
#: Questions on the first page; the dataset's page has all.
_SHOWN = 8


@area.get("/")
def home() -> Response:
    """Show the first page; to programs, describe the dataset."""
    response = represent(None, None, _page, lambda chosen: written("metadata", chosen), (PAGE, *GRAPHS))
    response.headers.extend(("Link", Link(*each).header()) for each in _LINKS)
    return response


def _page() -> str:
    opened = live()
    dataset = ox.NamedNode(opened.names.dataset)
    texts = {
        name: opened.reader.texts(dataset, node)
        for name, node in (("title", TITLE), ("description", term("dcterms", "description")))
    }
    asked = questions(opened, language())
    return render_template(
        "home.html",
        title=pick(texts["title"], "en").value if texts["title"] else "Accord Graph",
        description=pick(texts["description"], "en").value if texts["description"] else "",
        kinds=opened.reader.kinds,
        questions=asked[:: max(1, len(asked) // _SHOWN)][:_SHOWN],
        statements=opened.snapshot.manifest.graphs.get("default", 0),
        sources=[name for name in opened.snapshot.manifest.graphs if name.startswith(opened.names.sources)],
        structured=structured_dataset(opened.edition, opened.names.dataset, opened.reader),
        links=links(),
        live=opened,
    )
