"""Values that only RDF 1.2 knows, so that few programs could read the dumps."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ..problems import Place, Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.mistakes import TRIPLE_AS_VALUE
from ..reading.turtle import TurtleFile
from ..terms import Term

#: What the lines of a file hold where there may be such values.
_DOUBTFUL = re.compile(rb' <<\(|"@[a-zA-Z0-9-]+--')
#: How triples as values are written.
_WRITTEN = re.compile(r"<<|\{\|")


def portable(file: TurtleFile, _: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find triples as values, and texts with a direction (https://www.w3.org/TR/rdf12-concepts/)."""
    if not _DOUBTFUL.search(file.lines.text):
        return
    for triple in file.triples:
        if message := _fault(triple.object):
            written = triple.object
            if isinstance(written, ox.Literal):
                written = ox.Literal(written.value, language=written.language)
            place = locator.within(file.path, triple.subject, triple.predicate, written)
            yield (place if place.line else _first(file)).problem("rdf-1.2", message)


def _fault(value: Term) -> str:
    if isinstance(value, ox.Triple):
        return TRIPLE_AS_VALUE
    if isinstance(value, ox.Literal) and value.direction is not None:
        told = f'A text with a direction ("{value.direction.value}") is RDF 1.2, which few programs read'
        return f"{told}; leave the direction out."
    return ""


def _first(file: TurtleFile) -> Place:
    """Where the first triple as a value stands, which names no property of its own."""
    found = _WRITTEN.search(file.text)
    return Place.at(file.path, file.text, found.start()) if found else Place(file.path)
