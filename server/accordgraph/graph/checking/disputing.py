"""What sources disagree on, as a problem: who states what where, and adjudications to be pasted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pyoxigraph as ox

from ..believing.decisions import Adjudication
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
    decided: Sequence[Adjudication],
    corpus: Corpus,
    locator: Locator,
) -> Problem:
    """Tell of the values that were found for a property of a thing, each with the graph that states it, and
    of what was decided on them already."""
    names = corpus.names
    by_value: dict[Term, list[str]] = {}
    for value, graph in found:
        by_value.setdefault(value, []).append(graph)
    # What few sources state is mostly what was added, and what is overruled.
    ordered = sorted(by_value.items(), key=lambda each: len(each[1]))
    told = []
    for value, graphs in ordered:
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
        for value, graphs in ordered
        for graph in graphs[:_TOLD]
    )
    message = (
        f"Sources disagree on {shorten(prop.value, names)} of {show(focus, names)}: {'; '.join(told)}. "
        f"{_elsewhere(decided, by_value, corpus)}An adjudication is needed: paste these into "
        "data/adjudications.ttl but for what is to be believed, and write the reasons.\n\n"
        + "\n\n".join(drafts)
        + "\n"
    )
    value, (*_, graph) = min(reversed(ordered), key=lambda each: len(each[1]))
    return locator.within(corpus.sources[graph].path, focus, prop, value).problem("dispute", message)


def _elsewhere(decided: Sequence[Adjudication], values: Collection[Term], corpus: Corpus) -> str:
    """Which of the values is overruled already where another source states it, and by which adjudication."""
    first = next((each for each in decided if each.overrules == "statement" and each.value in values), None)
    if first is None:
        return ""
    value, name = show(first.value, corpus.names), shorten(first.iri.value, corpus.names)
    return f"In another source, {value} is overruled already, by {name}: does its reason hold here, too? "
