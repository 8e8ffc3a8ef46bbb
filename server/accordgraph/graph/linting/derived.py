"""Derived figures that somebody typed in: they are computed, and gone as soon as a premise is."""

from __future__ import annotations

from collections.abc import Iterator

from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import TYPE, iri_text

#: What only derivations state.
_WRITTEN = (Role.SOURCES, Role.ENTITIES, Role.ADJUDICATIONS)
_CLASS = "DerivedFigure"
_PROPERTIES = ("derivedBy", "sharePercent")


def typed_in_figures(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find what only derivations state in files that people write."""
    kind = corpus.names.term(_CLASS)
    properties = frozenset(map(corpus.names.term, _PROPERTIES))
    if file.role not in _WRITTEN or not any(
        f"<{each}>".encode() in file.lines.text for each in (kind, *properties)
    ):
        return
    for triple in file.triples:
        is_typed = triple.predicate == TYPE and iri_text(triple.object) == kind
        if is_typed or triple.predicate.value in properties:
            place = locator.within(file.path, *triple)
            what = kind if is_typed else triple.predicate.value
            message = (
                f"{shorten(what, corpus.names)} is for figures that are computed, never typed in; remove "
                f"{shorten(iri_text(triple.subject), corpus.names)} here, or state what the source "
                "itself says, as a statistic or an amount."
            )
            yield place.problem("derived", message)
