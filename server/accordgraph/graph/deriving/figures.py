"""A derived figure as statements: its name, its labels, its values, its derivation and its premises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import pyoxigraph as ox

from ..canonical import canonical_decimal
from ..names import Names
from ..terms import DERIVED, LABEL, TYPE, term
from .premises import Premises

_DECIMAL, _INTEGER = term("xsd", "decimal"), term("xsd", "integer")
#: Digits that are carried in a division; far more than are kept.
_PRECISION = 60


@dataclass(frozen=True)
class Figure:
    """What a derivation found: the slug, the things it is about in the order of the label's places, all that
    it was computed from, and the values by property."""

    slug: str
    about: tuple[str, ...]
    premises: tuple[str, ...]
    values: Mapping[str, ox.NamedNode | ox.Literal]


def decimal(value: Decimal) -> ox.Literal:
    """A decimal in its canonical form."""
    return ox.Literal(canonical_decimal(f"{value:f}") or "", datatype=_DECIMAL)


def integer(value: Decimal) -> ox.Literal:
    """A whole number: the nearest one, of two equally near ones the even one."""
    return ox.Literal(str(int(value.to_integral_value(ROUND_HALF_EVEN))), datatype=_INTEGER)


def quotient(one: Decimal, other: Decimal) -> Decimal:
    """One number divided by another, to far more digits than are kept."""
    with localcontext() as context:
        context.prec = _PRECISION
        return one / other


def percent(part: Decimal, whole: Decimal) -> ox.Literal:
    """A part in percent of a whole, rounded to two decimals, halves to even."""
    with localcontext() as context:
        context.prec = _PRECISION
        return decimal((100 * part / whole).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def triples(
    figure: Figure, derivation: str, labels: Mapping[str, str], given: Premises, names: Names
) -> Iterator[ox.Triple]:
    """State a figure; its label in each language names what it is about in English where it has to."""
    node = ox.NamedNode(names.thing("statistic", figure.slug))
    yield ox.Triple(node, TYPE, ox.NamedNode(names.term("DerivedFigure")))
    concept = ox.NamedNode(names.thing("concept", f"derivation-{derivation}"))
    yield ox.Triple(node, ox.NamedNode(names.term("derivedBy")), concept)
    for premise in figure.premises:
        yield ox.Triple(node, DERIVED, ox.NamedNode(premise))
    for name, value in figure.values.items():
        yield ox.Triple(node, ox.NamedNode(names.term(name)), value)
    for language, pattern in labels.items():
        said = [given.label(iri, language) or given.label(iri, "en") for iri in figure.about]
        if all(said):
            yield ox.Triple(node, LABEL, ox.Literal(pattern.format(*said), language=language))
