"""A version of the ontology whose address or whose changes are not told."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import term, version_of

_ADDRESS, _CHANGE = term("owl", "versionIRI"), term("skos", "changeNote")
#: The languages of a change's note.
_LANGUAGES = ("en", "ja")


def ontology_version(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find a version that has another one's address, or that does not say what it changed."""
    if file.role is not Role.ONTOLOGY:
        return
    whole, stated = corpus.names.ontology, list(file.triples)
    version = version_of(stated, whole)
    address = ox.NamedNode(f"{whole}/{version}")
    for triple in stated:
        if triple.subject != ox.NamedNode(whole) or triple.predicate != _ADDRESS:
            continue
        place = locator.within(file.path, *triple)
        if triple.object != address:
            message = f"The owl:versionInfo of the ontology is {version}; this is to be {address}, too."
            yield place.problem("ontology-version", message)
        noted = {
            each.object.language
            for each in stated
            if (each.subject, each.predicate) == (address, _CHANGE) and isinstance(each.object, ox.Literal)
        }
        if missing := [f'skos:changeNote "…"@{each}' for each in _LANGUAGES if each not in noted]:
            message = f"Say what this version of the ontology changed: {address} {' ; '.join(missing)} ."
            yield place.problem("ontology-version", message)
