"""The questions that the graph comes with, as its metadata names them."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ..graph.terms import term
from .live import Live
from .reading import Text

#: Where a question's query stands (SHACL-AF, section 5), by its form.
_QUERIES = (term("sh", "select"), term("sh", "ask"), term("sh", "construct"))


@dataclass(frozen=True)
class Question:
    """A question in a person's words, and its query."""

    iri: str
    words: Text
    query: str


def questions(live: Live, language: str) -> list[Question]:
    """Return all questions of a snapshot, by name."""
    graph = ox.NamedNode(live.names.graph("metadata"))
    found = [
        Question(quad.subject.value, live.reader.label(quad.subject.value, language), quad.object.value)
        for name in _QUERIES
        for quad in live.store.quads_for_pattern(None, name, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]
    return sorted(found, key=lambda question: question.iri)
