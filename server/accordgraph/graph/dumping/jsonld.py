"""Compact JSON-LD (https://www.w3.org/TR/json-ld11/) with the published context: the same bytes each time.

The native writer knows the expanded form only. The context is embedded: nobody needs the network to read a
document, and a document says the same wherever and whenever it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from ..prefixes import PREFIXES
from ..terms import TYPE

#: The version of the context, in its address. Prefixes that are added or changed make a new version.
CONTEXT_VERSION = "2"
_XSD = PREFIXES["xsd"]
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
#: Whole numbers that JSON readers keep exactly (https://www.rfc-editor.org/rfc/rfc8259#section-6).
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")

#: IRIs whose short form is remembered: a long document has more than memory is meant for.
_REMEMBERED = 1 << 16


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Return the context that these prefixes make."""
    return {"@version": 1.1, **dict(sorted(prefixes.items()))}


class TripleAsValue(ValueError):
    """A triple stands where a value is wanted; JSON-LD 1.1 has no way to write it."""


def small_document(facts: Collection[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Write facts, sorted by subject and predicate, with a context cut to the prefixes that they use.

    Raises TripleAsValue.
    """
    schemes = {scheme for fact in facts for scheme in _schemes(fact)}
    writer = _Writer({name: space for name, space in prefixes.items() if name not in schemes})
    nodes = BETWEEN.join(writer.nodes(facts))
    return f"{opening(writer.used)}{nodes}{CLOSING}"


#: What stands between nodes, and at the end of a document.
BETWEEN = ",\n"
CLOSING = "\n]}\n"


def opening(prefixes: Mapping[str, str]) -> str:
    """Begin a document: its nodes follow."""
    return f'{{"@context": {json.dumps(context(prefixes))},\n"@graph": [\n'


def nodes(facts: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Write facts, sorted by subject and predicate, as nodes of a document; raises TripleAsValue."""
    return BETWEEN.join(_Writer(prefixes).nodes(facts))


def misread(lines: bytes, prefixes: Mapping[str, str]) -> list[str]:
    """Of the prefixes, those that are spelled like the scheme of an IRI in some lines of N-Triples.

    It would be read as shortened by them, so that a document has to do without.
    """
    either = "|".join(map(re.escape, prefixes))
    return sorted({found.decode() for found in re.findall(f"<({either}):".encode(), lines)})


class _Writer:
    """Shortens IRIs, and remembers by which prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._short: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def nodes(self, facts: Iterable[ox.Triple]) -> Iterator[str]:
        """Write one subject after the other."""
        for _, group in groupby(facts, key=lambda fact: fact.subject):
            yield json.dumps(self._node(list(group)), ensure_ascii=False)

    def _node(self, facts: list[ox.Triple]) -> dict[str, Any]:
        """Return one subject with all that is said of it."""
        found: dict[str, Any] = {"@id": self._name(facts[0].subject)}
        for predicate, group in groupby(facts, key=lambda fact: fact.predicate):
            objects = [fact.object for fact in group]
            if predicate == TYPE:
                types = [each for each in objects if isinstance(each, (ox.NamedNode, ox.BlankNode))]
                if types:
                    found["@type"] = _unwrapped([self._name(each) for each in types])
                objects = [each for each in objects if isinstance(each, (ox.Literal, ox.Triple))]
            if objects:
                found[self._shortened(predicate.value)] = _unwrapped([self._value(each) for each in objects])
        return found

    def _name(self, node: object) -> str:
        if isinstance(node, ox.NamedNode):
            return self._shortened(node.value)
        if isinstance(node, ox.BlankNode):
            return f"_:{node.value}"
        raise TripleAsValue("JSON-LD cannot hold a triple as a value.")

    def _value(self, value: object) -> Any:  # noqa: ANN401 - any JSON value
        if not isinstance(value, ox.Literal):
            return {"@id": self._name(value)}
        if value.language is not None:
            direction = {"@direction": value.direction.value} if value.direction is not None else {}
            return {"@language": value.language, **direction, "@value": value.value}
        datatype = value.datatype.value
        if datatype == _XSD + "string":
            return value.value
        if datatype == _XSD + "integer" and _INTEGER.fullmatch(value.value):
            return int(value.value)
        if datatype == _XSD + "boolean" and value.value in ("true", "false"):
            return value.value == "true"
        return {"@type": self._shortened(datatype), "@value": value.value}

    def _shortened(self, iri: str) -> str:
        if iri not in self._short:
            if len(self._short) >= _REMEMBERED:
                self._short.clear()
            self._short[iri] = iri
            for prefix, space in self._prefixes.items():
                if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                    self.used[prefix] = space
                    self._short[iri] = f"{prefix}:{iri[len(space) :]}"
                    break
        return self._short[iri]


def _schemes(fact: ox.Triple) -> Iterable[str]:
    """The schemes of IRIs: one that is spelled like a prefix would be read as shortened by it."""
    for term in fact:
        if isinstance(term, ox.NamedNode):
            yield term.value.partition(":")[0]
    if isinstance(fact.object, ox.Literal):
        yield fact.object.datatype.value.partition(":")[0]


def _unwrapped(values: list[Any]) -> Any:  # noqa: ANN401 - any JSON value
    return values[0] if len(values) == 1 else values
