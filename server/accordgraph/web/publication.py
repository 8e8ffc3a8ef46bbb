"""What the dataset says of itself, as documents and pages repeat it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ..graph.names import METADATA, Names
from ..graph.patterns import Quads
from ..graph.terms import CONTACT, CREATOR, LICENSE, MODIFIED, VERSION, Term, iri_text

#: How a contact is reached (https://www.w3.org/TR/vcard-rdf/), best first.
_REACHED = tuple(ox.NamedNode(f"http://www.w3.org/2006/vcard/ns#{each}") for each in ("hasEmail", "hasURL"))


@dataclass(frozen=True)
class Publication:
    """What the dataset says of itself: IRIs "" and values None where it does not say."""

    license: str
    creators: tuple[str, ...]
    modified: ox.Literal | None
    version: ox.Literal | None
    contact: str


def read_publication(store: Quads, names: Names) -> Publication:
    """Read what the dataset says of itself in the metadata."""
    node, graph = ox.NamedNode(names.dataset), ox.NamedNode(names.graph(METADATA))
    values: dict[ox.NamedNode, list[Term]] = {
        name: sorted((quad.object for quad in store.quads_for_pattern(node, name, None, graph)), key=str)
        for name in (LICENSE, CREATOR, MODIFIED, VERSION)
    }
    literals = {
        name: next((each for each in values[name] if isinstance(each, ox.Literal)), None)
        for name in (MODIFIED, VERSION)
    }
    return Publication(
        next((iri_text(each) for each in values[LICENSE]), ""),
        tuple(iri_text(each) for each in values[CREATOR] if iri_text(each)),
        literals[MODIFIED],
        literals[VERSION],
        _contact(store, node, graph),
    )


def _contact(store: Quads, dataset: ox.NamedNode, graph: ox.NamedNode) -> str:
    """Return how to reach whoever answers for the dataset: its contact point's mail or page."""
    for point in store.quads_for_pattern(dataset, CONTACT, None, graph):
        for name in _REACHED:
            for quad in store.quads_for_pattern(ox.NamedNode(iri_text(point.object)), name, None, graph):
                return iri_text(quad.object)
    return ""
