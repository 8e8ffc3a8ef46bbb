"""Refusals in the reader's language: sentences that were made in English, before anybody knew who reads."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from .japanese import REFUSALS
from .responding.context import language

_PLACE = re.compile(r"\{(\w+)\}")
#: Where one sentence ends and another may begin, as the hint behind a message.
_NEXT = re.compile(r"(?<=[.?>]) ")
#: Longer texts are no sentences of ours, and are told as they are.
_LONGEST = 2000
#: Nor do ours have more gaps between sentences, with whatever words of the client's: each may be one, or
#: none, and so doubles the ways in which a text may be made of sentences.
_GAPS = 6
#: Places whose own words are told too, and what divides those of a place that holds several.
_INNER = {"what": "", "facet": "", "facets": ", "}


def retell(english: str) -> str:
    """Return a refusal in the reader's language; what the table does not have stays English."""
    if language() != "ja" or len(english) > _LONGEST:
        return english
    return in_japanese(english) or english


def retold(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return an error's details with their sentences in the reader's language."""
    return {name: retell(value) if name in ("message", "hint") else value for name, value in details.items()}


def in_japanese(english: str) -> str | None:
    """Return sentences in Japanese that stand one behind the other, as a message and its hint do, or else a
    single one: a place of a sentence may hold others as well. None where any is not known."""
    gaps = list(_NEXT.finditer(english))
    for gap in gaps if len(gaps) <= _GAPS else ():
        first = _sentence(english[: gap.start()])
        rest = in_japanese(english[gap.end() :]) if first else None
        if first and rest:
            return first + rest
    return _sentence(english)


def _sentence(english: str) -> str | None:
    """Find one sentence by its form."""
    for form, japanese in _forms():
        found = form.fullmatch(english)
        if found:
            values = found.groupdict()
            for name in _INNER.keys() & values.keys():
                parts = values[name].split(_INNER[name]) if _INNER[name] else [values[name]]
                values[name] = "、".join(in_japanese(each) or each for each in parts)
            return japanese.format(**values)
    return None


@functools.cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the table's sentences as patterns: those that begin with a word of ours first, and of these
    those with the most of them, since a place takes in whatever stands there."""
    ordered = sorted(REFUSALS, key=lambda english: (english.startswith("{"), -len(_PLACE.sub("", english))))
    return tuple((_form(english), REFUSALS[english]) for english in ordered)


def _form(english: str) -> re.Pattern[str]:
    parts = _PLACE.split(english)
    written = [f"(?P<{part}>.*?)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)]
    return re.compile("".join(written), re.DOTALL)
