"""What one thing of a kind is called, and several."""

from __future__ import annotations

from collections.abc import Mapping

from .wording import say

#: Kind, as in IRIs -> one, several.
KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "agreement": ("agreement", "agreements"),
    "organization": ("organization", "organizations"),
    "person": ("person", "people"),
    "place": ("place", "places"),
    "programme": ("programme", "programmes"),
    "contribution": ("contribution", "contributions"),
    "total": ("total", "totals"),
    "participation": ("participation", "participations"),
    "event": ("event", "events"),
    "statement": ("statement", "statements"),
    "statistic": ("statistic or derived figure", "statistics and derived figures"),
    "target": ("target", "targets"),
    "source": ("source", "sources"),
    "question": ("question", "questions"),
    "concept": ("concept", "concepts"),
    "amount": ("amount", "amounts"),
    "evidence": ("cited passage", "cited passages"),
    "adjudication": ("adjudication", "adjudications"),
    "term": ("term of the ontology", "terms of the ontology"),
    "document": ("document", "documents"),
}


def kind_name(kind: str | None) -> str:
    """Return what several things of a kind are called in English."""
    return KIND_WORDS.get(kind or "", ("thing", "things"))[1]


def kind_words(kind: str | None, number: int = 2) -> str:
    """Say what so many things of a kind are called."""
    one, several = KIND_WORDS.get(kind or "", ("thing", "things"))
    return say(one) if number == 1 else say(several)
