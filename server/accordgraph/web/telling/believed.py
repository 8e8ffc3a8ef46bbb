"""What a reader should believe of the things that a page speaks of, each read once for a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.prefixes import lengthen, shorten
from ...graph.terms import DEFAULT_GRAPH, TYPE, Term, iri_text
from ..data.reading import Reader

#: Statements of one thing that are read.
_READ = 200


class Believed:
    """Values by thing and property, the property as people write it: "accord:hasAmount"."""

    def __init__(self, reader: Reader, names: Names) -> None:
        self.reader, self.names = reader, names
        self._decisions = ox.NamedNode(names.graph("adjudications"))
        self._read: dict[str, dict[str, list[Term]]] = {}
        self._short: dict[str, str] = {}
        self._long: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """Return an IRI as people write it."""
        if iri not in self._short:
            self._short[iri] = shorten(iri, self.names)
        return self._short[iri]

    def long(self, name: str) -> str:
        """Return the IRI of a property that is written as people write it."""
        if name not in self._long:
            self._long[name] = lengthen(name, self.names)
        return self._long[name]

    def of(self, iri: str) -> dict[str, list[Term]]:
        """Return the values of a thing by property; of what stands in named graphs only, those."""
        if iri not in self._read:
            node = ox.NamedNode(iri)
            found: dict[str, list[Term]] = {}
            for graph in (DEFAULT_GRAPH, None):
                for quad in islice(self.reader.quads(node, None, None, graph), _READ):
                    values = found.setdefault(self.short(quad.predicate.value), [])
                    if quad.object not in values:
                        values.append(quad.object)
                if found:
                    break
            self._read[iri] = found
        return self._read[iri]

    def decisions(self, iri: str) -> Iterator[str]:
        """Yield the adjudications on statements about a thing, in no order."""
        subject = ox.NamedNode(self.names.term("overrulesSubject"))
        quads = self.reader.quads(None, subject, ox.NamedNode(iri), self._decisions)
        return filter(None, (iri_text(quad.subject) for quad in quads))

    def disputed(self, iri: str) -> set[str]:
        """Return the properties of a thing on which sources disagree, "" for the whole thing."""
        graph, name = self._decisions, ox.NamedNode(self.names.term("overrulesProperty"))
        found: set[str] = set()
        for each in islice(self.decisions(iri), _READ):
            quads = self.reader.quads(ox.NamedNode(each), name, None, graph)
            found.add(next((iri_text(quad.object) for quad in quads), ""))
        return found

    def values(self, iri: str, name: str) -> list[Term]:
        """Return the values of a property of a thing."""
        return self.of(iri).get(name, [])

    def iris(self, iri: str, name: str) -> list[str]:
        """Return the things that are values of a property of a thing, sorted."""
        return sorted(filter(None, map(iri_text, self.values(iri, name))))

    def one(self, iri: str, name: str) -> str:
        """Return the one value of a property of a thing as text; "" without one, or with rivals."""
        values = self.values(iri, name)
        return (
            values[0].value if len(values) == 1 and isinstance(values[0], ox.NamedNode | ox.Literal) else ""
        )

    def sources(self, iri: str) -> list[str]:
        """Return the sources whose graphs say what a thing is, sorted."""
        quads = islice(self.reader.quads(ox.NamedNode(iri), TYPE, None, None), _READ)
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        return sorted(filter(None, map(self.reader.source_of, graphs)))

    def pages(self, source: str) -> list[str]:
        """Return the addresses at which a source can be read, sorted."""
        return [each for each in self.iris(source, "foaf:page") if each.startswith(("http://", "https://"))]

    def pointing(self, iri: str, name: str, most: int) -> list[str]:
        """Return at most so many of the things that have a thing as a value of a property, sorted."""
        node = ox.NamedNode(self.long(name))
        quads = islice(self.reader.quads(None, node, ox.NamedNode(iri), DEFAULT_GRAPH), most)
        return sorted(filter(None, (iri_text(quad.subject) for quad in quads)))
