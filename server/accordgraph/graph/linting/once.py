"""What is wrong with an IRI, told once in a file: where it stands first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..problems import Problem
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import TYPE, iri_text


def once(
    file: TurtleFile, locator: Locator, rule: str, fault: Callable[[str, bool, int], str | None]
) -> Iterator[Problem]:
    """Tell of each IRI at fault: `fault` returns the message, or None, for an IRI, whether it stands as a
    property or a class, and how many were told before."""
    told: set[str] = set()
    for triple in file.triples:
        key = (triple.subject, triple.predicate, triple.object)
        for length, node in enumerate(key, start=1):
            iri = iri_text(node)
            as_term = length == 2 or (length == 3 and triple.predicate == TYPE)
            if iri and iri not in told and (message := fault(iri, as_term, len(told))):
                told.add(iri)
                yield locator.within(file.path, *key[:length]).problem(rule, message)
