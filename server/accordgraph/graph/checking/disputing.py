"""What sources disagree on, as a problem: who states what where, and adjudications to be pasted."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ..prefixes import shorten, show
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import Term
from .draft import draft

#: Statements of one value that a dispute names, and drafts adjudications of.
_TOLD = 5


def dispute(
    focus: ox.NamedNode,
    prop: ox.NamedNode,
    found: Sequence[tuple[Term, str]],
    corpus: Corpus,
    locator: Locator,
) -> Problem:
    """Tell of the values that were found for a property of a thing, each with the graph that states it."""
    names = corpus.names
    by_value: dict[Term, list[str]] = {}
    for value, graph in found:
        by_value.setdefault(value, []).append(graph)
    told = []
    for value, graphs in by_value.items():
        stated = []
        for graph in graphs[:_TOLD]:
            place = locator.within(corpus.sources[graph].path, focus, prop, value)
            stated.append(f"{shorten(graph, names)}, {place.file}:{place.line}")
        if len(graphs) > _TOLD:
            stated.append(f"{len(graphs) - _TOLD} more")
        told.append(f"{show(value, names)} ({' and '.join(stated)})")
    drafts = (
        draft(
            focus.value,
            prop.value,
            value,
            graph,
            sorted({rival for other, rival in found if other != value})[:_TOLD],
            corpus,
        )
        for value, graphs in by_value.items()
        for graph in graphs[:_TOLD]
    )
    message = (
        f"Sources disagree on {shorten(prop.value, names)} of {show(focus, names)}: {'; '.join(told)}. "
        "An adjudication is needed: paste these into data/adjudications.ttl but for what is to be "
        "believed, and write the reasons.\n\n" + "\n\n".join(drafts) + "\n"
    )
    value, graph = found[-1]
    return locator.within(corpus.sources[graph].path, focus, prop, value).problem("dispute", message)
