"""Literals that do not fit their datatype, or fit it in other than the canonical form."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import rdflib

from ..prefixes import shorten
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.lines import parsed
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import DATE, term


@contextmanager
def quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal; check tells of them in its own
    words."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        logger.disabled = before


#: Digits before and after the point that engines compute with: https://docs.rs/oxsdatatypes
_DIGITS = 18


def canonical_integer(text: str) -> str | None:
    """The canonical form of an xsd:integer; None where `text` is none."""
    return canonical_decimal(text) if re.fullmatch(r"[+-]?[0-9]+", text) else None


def canonical_decimal(text: str) -> str | None:
    """The canonical form of an xsd:decimal (XSD 1.1): no zeros at the end, no point where nothing follows it.

    >>> canonical_decimal("25000000.0"), canonical_decimal("1e3")
    ('25000000', None)
    """
    if not re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)", text):
        return None
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    sign = "-" if plain.startswith("-") else ""
    whole, point, part = plain.removeprefix("-").partition(".")
    number = (whole.lstrip("0") or "0") + point + part
    return number if number == "0" else sign + number


def exact(text: str) -> Decimal | None:
    """The number that a canonical xsd:integer or xsd:decimal stands for, if engines compute with it; else
    None."""
    return Decimal(text) if canonical_decimal(text) == text and not _is_long(text) else None


def _is_long(canonical: str) -> bool:
    """Whether a canonical form has more digits than engines compute with."""
    return any(len(digits) > _DIGITS for digits in canonical.removeprefix("-").split("."))


def canonical_boolean(text: str) -> str | None:
    """The canonical form of an xsd:boolean."""
    return {"1": "true", "true": "true", "0": "false", "false": "false"}.get(text)


def canonical_date(text: str) -> str | None:
    """The canonical form of an xsd:date: a day is one value, in whatever time zone somebody writes it."""
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?", text)
    if not found:
        return None
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return None
    return found[1]


#: Datatypes whose canonical form is demanded, what makes it, and an example for the message.
CANONICAL: Mapping[ox.NamedNode, tuple[Callable[[str], str | None], str]] = {
    term("xsd", "integer"): (canonical_integer, "16054"),
    term("xsd", "decimal"): (canonical_decimal, "25000000 or 19.5"),
    term("xsd", "boolean"): (canonical_boolean, "true or false"),
    DATE: (canonical_date, "2024-04-16"),
}


def literals(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find literals that do not fit their datatype or are not written canonically."""
    one = b"".join(b"_:b <x:> %s .\n" % each for each in file.lines.typed_literals())
    with quiet_literals():
        faults = {
            triple.object: fault
            for triple in parsed(one)
            if isinstance(triple.object, ox.Literal)
            if (fault := literal_fault(triple.object, shorten(triple.object.datatype.value, corpus.names)))
        }
    for triple in file.triples if faults else ():
        literal = triple.object
        if isinstance(literal, ox.Literal) and literal in faults:
            place = locator.within(file.path, triple.subject, triple.predicate, literal)
            yield place.problem(*faults[literal])


def literal_fault(literal: ox.Literal, datatype: str) -> tuple[str, str] | None:
    """The rule that a literal breaks, and the message, which calls its datatype `datatype`; None for none."""
    text = literal.value
    if literal.datatype in CANONICAL:
        make, example = CANONICAL[literal.datatype]
        canonical = make(text)
        if canonical is None:
            return "ill-typed", f'"{text}" is no {datatype}; write it like {example}.'
        if _is_long(canonical):
            told = f"This {datatype} has more digits than engines compute with; they take {_DIGITS} before "
            return "ill-typed", f"{told}the point, and as many after it."
        if canonical != text:
            return (
                "non-canonical",
                f'"{text}" is not the canonical form of this {datatype}; write "{canonical}"^^{datatype}, '
                "or one value counts as two.",
            )
    elif rdflib.Literal(text, datatype=rdflib.URIRef(literal.datatype.value), normalize=False).ill_typed:
        return "ill-typed", f'"{text}" does not fit its datatype {datatype}; mend the value or the datatype.'
    return None
