"""The sitemap (https://www.sitemaps.org/protocol.html): the documents about everything, for crawlers.

It is written with the snapshot, so that serving it reads no graph. Its addresses are the published ones: the
protocol wants whole addresses, and what is published never depends on where it is served.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT
from ..disk import linked
from ..reading.questions import form
from ..snapshot import SITEMAP

#: Addresses that one file may have by the protocol.
ENTRIES = 50_000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(dataset: CompiledDataset, iris: Sequence[str], folder: Path, before: Path | None) -> None:
    """Write the index, and its parts `sitemap-1.xml` and so on with up to `ENTRIES` addresses each.

    `iris` are those of all that is described, sorted. `before` is the folder of an earlier sitemap: its parts
    are taken over where they would be the same, which a note in the index tells.
    """
    names, others, changed = dataset.names, sorted(_others(dataset)), dataset.modified
    made_of = "\n".join([changed, *sorted(dataset.withdrawn), "", *others, "", *iris])
    note = f"<!-- {hashlib.sha256(made_of.encode()).hexdigest()} -->\n"
    if before is not None and _noted(before, note):
        for path in before.glob("*.xml"):
            linked(path, folder / path.name)
        return
    found, places = sorted(dict.fromkeys([*_documents(dataset, iris), *others])), list[str]()
    for begin in range(0, len(found), ENTRIES):
        name = f"sitemap-{len(places) + 1}.xml"
        places.append(names.base + name)
        part = _written("urlset", "url", found[begin : begin + ENTRIES], changed)
        (folder / name).write_text(part, encoding="utf-8")
    index = _written("sitemapindex", "sitemap", places, changed)
    (folder / SITEMAP).write_text(index + note, encoding="utf-8")


def _noted(before: Path, note: str) -> bool:
    try:
        return (before / SITEMAP).read_text(encoding="utf-8").endswith(note)
    except (OSError, ValueError):
        return False


def _documents(dataset: CompiledDataset, iris: Sequence[str]) -> list[str]:
    """The IRIs of the documents about things, but for those about tombstones, sorted like the things'."""
    gone, things = dataset.withdrawn.keys(), dataset.names.things
    # What follows in a thing's name follows in its document's, of which there may be very many.
    start, document = len(things), dataset.names.document("", "")[:-1]
    found = iris[bisect_left(iris, things) : bisect_left(iris, things + "\U0010ffff")]
    if gone:
        found = [iri for iri in found if iri not in gone]
    return [document + local for iri in found if "/" in (local := iri[start:])]


def _others(dataset: CompiledDataset) -> set[str]:
    """The IRIs of all other documents."""
    names = dataset.names
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
    return {graph for graph in dataset.graphs if graph != DEFAULT} | asked | whole


def _written(root: str, entry: str, places: Sequence[str], changed: str) -> str:
    lastmod = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    begin, end = f"<{entry}><loc>", f"</loc>{lastmod}</{entry}>\n"
    # All at once: there may be very many, and no IRI has an end of a line.
    lines = begin + escape("\n".join(places)).replace("\n", end + begin) + end if places else ""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} xmlns="{_SPACE}">\n{lines}</{root}>\n'
