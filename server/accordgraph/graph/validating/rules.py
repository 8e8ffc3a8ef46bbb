"""Shapes made ready to validate by, with the quickest validator that may judge by them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Protocol

import pyoxigraph as ox

from ..terms import SUBCLASS, term
from .reports import Report, Violation, Wanted, everything, read_report
from .vetting import plain

#: Whether the quick validator is there: it is not built for every kind of machine.
QUICK = find_spec("shacl") is not None
#: Components that compare values: pySHACL lets some pass that cannot be compared, a day with a moment of it.
_COMPARING = frozenset(
    f"{name}ConstraintComponent"
    for name in (
        "LessThan",
        "LessThanOrEquals",
        "MinInclusive",
        "MinExclusive",
        "MaxInclusive",
        "MaxExclusive",
    )
)
_NUMBERS = frozenset(term("xsd", name) for name in ("integer", "decimal", "double", "float"))


class Rules(Protocol):
    """Shapes that can be applied to statements."""

    def apply(self, data: str, wanted: Wanted = everything) -> Report:
        """Validate statements in N-Triples; raises ShapesUnusable."""


def rules(shapes: Iterable[ox.Triple]) -> Rules:
    """Make shapes ready: for the quick validator where it may judge by them, else for pySHACL."""
    known = tuple(shapes)
    if QUICK and plain(known):
        try:
            return QuickRules(known)
        except ValueError:  # a pattern that Rust's regular expressions do not know
            pass
    return reference(known)


def reference(shapes: Iterable[ox.Triple]) -> Rules:
    """Make shapes ready for pySHACL, which takes most of a second to import."""
    from .reference import ReferenceRules

    return ReferenceRules(shapes)


class QuickRules:
    """Shapes as the library `shacl` applies them."""

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        """Take shapes that are plain; raises ValueError."""
        from shacl import Shapes

        self._triples = tuple(shapes)
        self._shapes = Shapes.from_text(ntriples(self._triples), format="ntriples")

    def apply(self, data: str, wanted: Wanted = everything) -> Report:
        """Validate statements in N-Triples."""
        text = self._shapes.validate_text(data, format="ntriples").serialize("ntriples")
        found = read_report(text, wanted)
        doubtful = {each.key: each for each in found.violations if _doubtful(each)}
        if not doubtful:
            return found
        confirmed = self._confirmed(data, doubtful.values())
        return read_report(
            text, lambda each: wanted(each) and (each.key in confirmed or each.key not in doubtful)
        )

    def _confirmed(self, data: str, doubtful: Iterable[Violation]) -> set[tuple[str, ...]]:
        """What pySHACL says, too, of the nodes with doubtful results: it needs no more than what they say of
        themselves."""
        starts = tuple(f"{each.focus} " for each in doubtful)
        lines = (
            line
            for line in data.splitlines(keepends=True)
            if line.startswith(starts) or f" {SUBCLASS} " in line
        )
        told = reference(self._triples).apply("".join(lines), _doubtful)
        return {each.key for each in told.violations}


def _doubtful(violation: Violation) -> bool:
    """Whether pySHACL may let a comparison pass: where not both are numbers."""
    if violation.component not in _COMPARING:
        return False
    value = violation.value
    alike = isinstance(value, ox.Literal) and value.datatype in _NUMBERS
    return not alike or violation.component.startswith("LessThan")


def ntriples(triples: Iterable[ox.Triple]) -> str:
    """Write statements in N-Triples."""
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
