"""The family of errors that speak to the person who runs the program."""

from __future__ import annotations


class AccordGraphError(Exception):
    """Base of all expected errors: `str(error)` is a full sentence that says what to do."""
