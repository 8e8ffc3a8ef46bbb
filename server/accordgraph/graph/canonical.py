"""The one form in which a literal of a datatype is written, and which numbers engines compute with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from .terms import DATE, term

#: Digits before and after the point that engines compute with: https://docs.rs/oxsdatatypes
DIGITS = 18


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
    return Decimal(text) if canonical_decimal(text) == text and not is_long(text) else None


def is_long(canonical: str) -> bool:
    """Whether a canonical form has more digits than engines compute with."""
    return any(len(digits) > DIGITS for digits in canonical.removeprefix("-").split("."))


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
