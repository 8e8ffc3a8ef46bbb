"""The questions that the graph comes with, as its metadata names them."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.names import SLUG
from ...graph.reading.parameters import plain, spoken
from ...graph.reading.questions import Header, header
from ...graph.terms import term
from ..data.live import Live
from ..data.texts import Text

#: Where a question's query stands (SHACL-AF, section 5), by its form.
_QUERIES = (term("sh", "select"), term("sh", "ask"), term("sh", "construct"))
#: The tag of questions to start from.
START = "start"


@dataclass(frozen=True)
class Question:
    """A question in a person's words, its query for texts in the same language, and what the query's header
    says; `name` ends its IRI."""

    iri: str
    name: str
    words: Text
    query: str
    header: Header

    @property
    def plain(self) -> str:
        """The query as a person would write it."""
        return plain(self.query, self.header.parameters, self.words.value)


def questions(live: Live, language: str) -> list[Question]:
    """Return all questions of a snapshot, by name."""
    return sorted(_read(live, language, None), key=lambda question: question.iri)


def questions_to_start_from(live: Live, language: str, most: int) -> list[Question]:
    """Return a few questions for newcomers: those that say so, else some from all over the list."""
    asked = questions(live, language)
    marked = [each for each in asked if START in each.header.tags]
    return (marked or asked[:: max(1, len(asked) // most)])[:most]


def question(live: Live, name: str, language: str) -> Question | None:
    """Return the question of a name, where its answer has columns; None where there is none."""
    if not SLUG.fullmatch(name):
        return None
    node = ox.NamedNode(live.names.thing("question", name))
    found = next(iter(_read(live, language, node)), None)
    return found if found is not None and found.header.columns else None


def _read(live: Live, language: str, node: ox.NamedNode | None) -> list[Question]:
    graph = ox.NamedNode(live.names.graph("metadata"))
    return [
        Question(
            quad.subject.value,
            quad.subject.value.removeprefix(live.names.thing("question", "")),
            live.reader.label(quad.subject.value, language),
            spoken(quad.object.value, language),
            header(quad.object.value),
        )
        for name in _QUERIES
        for quad in live.store.quads_for_pattern(node, name, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]
