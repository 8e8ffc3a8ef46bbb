"""The sitemap (https://www.sitemaps.org/protocol.html): the documents about everything, for crawlers.

It is written with the snapshot, so that serving it reads no graph. Its addresses are the published ones: the
protocol wants whole addresses, and what is published never depends on where it is served.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT
from ..reading.questions import form
from ..snapshot import SITEMAP
from ..terms import MODIFIED

#: Addresses that one file may have by the protocol.
ENTRIES = 50_000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(dataset: CompiledDataset, folder: Path, entries: int = ENTRIES) -> None:
    """Write the index, and its parts `sitemap-1.xml` and so on with up to `entries` addresses each."""
    names, found = dataset.names, addresses(dataset)
    places: list[str] = []
    for begin in range(0, len(found), entries):
        name = f"sitemap-{len(places) + 1}.xml"
        places.append(names.base + name)
        part = _written("urlset", "url", found[begin : begin + entries], _changed(dataset))
        (folder / name).write_text(part, encoding="utf-8")
    (folder / SITEMAP).write_text(
        _written("sitemapindex", "sitemap", places, _changed(dataset)), encoding="utf-8"
    )


def addresses(dataset: CompiledDataset) -> list[str]:
    """Return the IRIs of all documents, those about tombstones left out, sorted."""
    names = dataset.names
    things = dataset.subjects - dataset.withdrawn.keys()
    # What follows in a thing's name follows in its document's, of which there may be very many.
    start, document = len(names.things), names.document("", "")[:-1]
    slugs = (iri[start:] for iri in things if iri.startswith(names.things))
    documents = {document + slug for slug in slugs if "/" in slug}
    graphs = {graph for graph in dataset.graphs if graph != DEFAULT}
    asked = {
        f"{names.base}questions/{each.slug}" for each in dataset.questions if form(each.text) == "select"
    }
    whole = {
        names.base,
        f"{names.base}questions/",
        names.dataset,
        names.ontology,
        names.shapes_namespace.rstrip("#"),
    }
    return sorted(documents | graphs | asked | whole)


def _changed(dataset: CompiledDataset) -> str:
    """When the dataset was last changed, "" where it does not say."""
    dataset_node = ox.NamedNode(dataset.names.dataset)
    return max(
        (
            triple.object.value
            for triple in dataset.about
            if triple.subject == dataset_node
            and triple.predicate == MODIFIED
            and isinstance(triple.object, ox.Literal)
        ),
        default="",
    )


def _written(root: str, entry: str, places: Iterable[str], changed: str) -> str:
    lastmod = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    lines = (f"<{entry}><loc>{escape(place)}</loc>{lastmod}</{entry}>\n" for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} xmlns="{_SPACE}">\n{"".join(lines)}</{root}>\n'
