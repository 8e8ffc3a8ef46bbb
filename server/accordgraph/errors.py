"""The family of errors that speak to the person who runs the program."""

from __future__ import annotations


class AccordGraphError(Exception):
    """Base of all expected errors: `str(error)` is a full sentence that says what to do."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, as sentences have it.

    >>> counted(1, "graph"), counted(2000, "graph")
    ('1 graph', '2,000 graphs')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
