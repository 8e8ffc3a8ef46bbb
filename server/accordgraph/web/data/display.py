"""RDF terms as a reader wants to see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pyoxigraph as ox

from ...graph.prefixes import PREFIXES, shorten
from ...graph.terms import Term
from ..responding.context import language, links, live
from ..telling.plain import GRAPHS, PLAIN, WORDS
from ..wording import say
from .reading import Reader

_XSD = PREFIXES["xsd"]
_NUMBERS = frozenset((_XSD + "integer", _XSD + "decimal"))


@dataclass(frozen=True)
class Cell:
    """A value on a page: its text and the text's language, a link ("" for none), what it is in full, the
    direction that its text states ("" for none), and on what about it sources disagree ("" for nothing)."""

    text: str
    language: str = ""
    href: str = ""
    title: str = ""
    direction: str = ""
    disputed: str = ""


class Display:
    """Makes cells for one response."""

    def __init__(self) -> None:
        opened = live()
        self._reader: Reader = opened.reader
        self._names = opened.names
        self._links = links()
        self.language = language()
        self._labels: dict[str, Cell] = {}

    def iri(self, iri: str) -> Cell:
        """Show a thing by its name, linked to its page."""
        if iri not in self._labels:
            label = self._reader.label(iri, self.language)
            plain = say(PLAIN[label.value]) if label.value in PLAIN else label.value
            self._labels[iri] = Cell(plain, label.language, self._links.of(iri), iri)
        return self._labels[iri]

    def property(self, iri: str) -> Cell:
        """Show a property by what its values are: "party" rather than "has party"."""
        cell, words = self.iri(iri), WORDS.get(shorten(iri, self._names))
        if words:
            return replace(cell, text=say(words), language=self.language)
        return replace(cell, text=cell.text.removeprefix("has ")) if cell.language == "en" else cell

    def graph(self, graph: str) -> Cell:
        """Show a named graph by its source's name, or by whose it is, linked to the graph."""
        href, plain = self._links.of(graph), GRAPHS.get(shorten(graph, self._names))
        if plain:
            return Cell(say(plain), self.language, href, graph)
        name = self.iri(self._reader.source_of(graph) or graph)
        return Cell(name.text, name.language, href, graph)

    def term(self, term: Term) -> Cell:
        """Show any value."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.Literal):
            shown = self.literal(term.value, term.language or "", term.datatype.value)
            return replace(shown, direction=str(term.direction or ""))
        return Cell(str(term))

    def result(self, value: Mapping[str, str] | None) -> Cell:
        """Show a value of a query's answer, as `engine.preview` writes it."""
        if value is None:
            return Cell("")
        if value["type"] == "uri":
            return self.iri(value["value"])
        if value["type"] == "literal":
            shown = self.literal(value["value"], value["xml:lang"], value["datatype"])
            return replace(shown, direction=value["its:dir"])
        return Cell(f"_:{value['value']}" if value["type"] == "bnode" else value["value"])

    def literal(self, value: str, language: str, datatype: str = "") -> Cell:
        """Show a literal; whole and decimal numbers in groups of three digits."""
        if datatype in _NUMBERS:
            digits = value.lstrip("+-").replace(".", "", 1)
            text = f"{Decimal(value):,f}" if digits.isdecimal() and digits.isascii() else value
            return Cell(text, title=value)
        note = "" if datatype in ("", _XSD + "string") or language else shorten(datatype, self._names)
        return Cell(value, language, title=note)
