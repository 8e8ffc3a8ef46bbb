"""What things are called."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ..names import Names
from ..terms import ALT_LABEL, LABEL, PREF_LABEL, iri_text


def roles(names: Names) -> dict[ox.NamedNode, str]:
    """Return the properties by which things are called: as "label", as "alias" or as "demonym"."""
    others = {ALT_LABEL: "alias", ox.NamedNode(names.term("demonym")): "demonym"}
    return {LABEL: "label", PREF_LABEL: "label", **others}


def labels(triples: Iterable[ox.Triple], language: str = "en", fallback: bool = False) -> dict[str, str]:
    """Return the label of each thing in a language by its IRI, of several the first by the alphabet.

    With `fallback`, what has none is called by a label in another language, or in none.
    """
    found: dict[str, tuple[bool, str]] = {}
    for triple in triples:
        value = triple.object
        if triple.predicate in (LABEL, PREF_LABEL) and isinstance(value, ox.Literal):
            label = (value.language != language, value.value)
            if fallback or value.language == language:
                iri = iri_text(triple.subject)
                found[iri] = min(found.get(iri, label), label)
    return {iri: text for iri, (_, text) in found.items()}
