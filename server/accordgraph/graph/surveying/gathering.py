"""How a piece of what is believed is looked through: line by line, as it is written."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from urllib.parse import urlsplit

import pyoxigraph as ox
from xxhash import xxh3_64_intdigest

from ..finding.facets import FACETS, property_of, steps, targets
from ..names import KINDS, Names
from ..reading.ntriples import parsed
from ..terms import (
    ALT_LABEL,
    COMMENT,
    DATE,
    DEFINITION,
    DESCRIPTION,
    LABEL,
    PREF_LABEL,
    TITLE,
    TYPE,
    TYPE_WRITTEN,
    term,
)
from .parts import FIRST, ROLES, Classes, Figures, Part, Text, Texts, Told

#: Properties that link a thing to the same, or much the same, in another dataset.
_LINKING = frozenset(
    str(term("skos", f"{kind}Match")).encode() for kind in ("exact", "close", "broad", "narrow", "related")
)
_STRING, _LANGUAGE, _DIRECTED = (
    str(term(prefix, local)).encode()
    for prefix, local in (("xsd", "string"), ("rdf", "langString"), ("rdf", "dirLangString"))
)
_DATE = str(DATE).encode()
_IRI, _QUOTE, _ENDS_IRI = b'<">'


@cache
def _wanted(names: Names) -> tuple[dict[bytes, int], frozenset[bytes], frozenset[str]]:
    """The roles of the properties of texts, the properties of facets, and the classes whose members are
    wanted by name."""
    properties = {
        "label": (LABEL, PREF_LABEL),
        "alias": (ALT_LABEL, TITLE, ox.NamedNode(names.term("demonym"))),
        "description": (DEFINITION, COMMENT, DESCRIPTION),
    }
    spoken = {str(each).encode(): ROLES.index(role) for role, own in properties.items() for each in own}
    ways = {f"<{property_of(step, names)}>".encode() for facet in FACETS for step in steps(facet)}
    classes = {iri for prop, iri in targets(names) if prop == TYPE.value} | set(map(names.term, FIRST))
    return spoken, frozenset(ways - {TYPE_WRITTEN}), frozenset(classes)


def gathered(text: bytes, names: Names) -> Part:
    """Look through some statements, which are all that is said of their subjects, in their order."""
    return _Gathering(names).part(text)


class _Gathering:
    def __init__(self, names: Names) -> None:
        self._names, self._found, self._told = names, Figures(), Told()
        self._spoken: Texts = {}
        self._texts, self._steps, self._classes = _wanted(names)
        self._things = b"<" + names.things.encode()
        self._own = b"<" + names.base.encode()
        self._objects: set[int] = set()
        self._edges: dict[tuple[Classes, str, bytes], list[int]] = defaultdict(list)
        self._literals: Counter[tuple[Classes, bytes, bytes]] = Counter()
        self._types: dict[Classes, list[int]] = defaultdict(list)
        self._dates: set[str] = set()

    def part(self, text: bytes) -> Part:
        found = self._found
        lines = (line[:-2].split(b" ", 2) for line in text.splitlines())
        for subject, group in groupby(lines, key=lambda line: line[0]):
            self._subject(subject, list(group))
        found.objects = array("Q", sorted(self._objects))
        found.edges = {
            (each, kind, _iri(prop)): array("Q", hashes) for (each, kind, prop), hashes in self._edges.items()
        }
        found.literals = Counter(
            {(each, _iri(prop), _iri(kind)): count for (each, prop, kind), count in self._literals.items()}
        )
        found.types = {each: array("Q", hashes) for each, hashes in self._types.items()}
        found.dates = (min(self._dates), max(self._dates)) if self._dates else ()
        found.kinds = tuple(self._told.kinds)
        return Part(found, lambda: self._told, lambda: self._spoken)

    def _subject(self, subject: bytes, lines: list[list[bytes]]) -> None:
        found, objects = self._found, self._objects
        classes = tuple(
            sorted(_iri(value) for _, prop, value in lines if prop == TYPE_WRITTEN and value[0] == _IRI)
        )
        found.counts[classes] += 1
        found.triples += len(lines)
        iri = _iri(subject) if subject[0] == _IRI else ""
        thing = subject.startswith(self._things)
        kind = (self._names.kind(iri) or "") if thing else ""
        for _, prop, value in lines:
            hashed = xxh3_64_intdigest(value)
            objects.add(hashed)
            if value[0] == _QUOTE:
                datatype = _datatype(value)
                self._literals[classes, prop, datatype] += 1
                if thing and datatype == _DATE:
                    self._dates.add(value[1:11].decode())
            else:
                self._edges[classes, kind, prop].append(hashed)
                if thing and prop in _LINKING:
                    self._link(prop, value)
        if classes:
            self._types[classes].append(xxh3_64_intdigest(subject))
        if iri:
            self._named(iri, kind, classes, lines)
        if thing:
            self._thing(iri, kind, bool(classes), len(lines))

    def _named(self, iri: str, kind: str, classes: Classes, lines: Iterable[list[bytes]]) -> None:
        """Note texts, the values of things on the ways of facets, and classes that are wanted by name."""
        found, spoken = self._told, set[Text]()
        for _, prop, value in lines:
            if prop in self._texts and value[0] == _QUOTE:
                spoken.add((self._texts[prop], *_text(value)))
            elif kind in KINDS and prop in self._steps and (step := _step(value)):
                found.steps.setdefault(_iri(prop), {}).setdefault(iri, []).append(step)
        if spoken and iri.startswith(self._names.base):
            self._spoken[iri] = sorted(spoken)
        for each in self._classes.intersection(classes):
            found.members.setdefault(each, []).append(iri)

    def _thing(self, iri: str, kind: str, has_class: bool, told: int) -> None:
        found = self._found
        found.entities += 1
        found.examples[kind] = min(found.examples.get(kind, (0, "")), (-told, iri))
        if has_class and kind in KINDS:
            self._told.kinds.setdefault(kind, []).append(iri)

    def _link(self, prop: bytes, value: bytes) -> None:
        if value[0] == _IRI and value[-1] == _ENDS_IRI and not value.startswith(self._own):
            address = urlsplit(_iri(value))
            self._found.links[_iri(prop), f"{address.scheme}://{address.netloc}/"] += 1


def _iri(node: bytes) -> str:
    return node[1:-1].decode()


def _datatype(literal: bytes) -> bytes:
    """The datatype of a literal, as a node."""
    last = literal[-1]
    if last == _QUOTE:
        return _STRING
    end = literal.rindex(b'"') + 1
    if last == _ENDS_IRI:
        return literal[end + 2 :]
    return _DIRECTED if b"--" in literal[end:] else _LANGUAGE


def _text(literal: bytes) -> tuple[str, str]:
    """The language of a literal, "" where there is none, and its text."""
    if b"\\" in literal:
        value = next(_literals(literal))
        return value.language or "", value.value
    text, _, language = literal.decode()[1:].rpartition('"')
    return (language[1:].partition("--")[0] if language.startswith("@") else ""), text


def _literals(literal: bytes) -> Iterator[ox.Literal]:
    for triple in parsed(b"<a:> <a:> %s .\n" % literal):
        if isinstance(triple.object, ox.Literal):
            yield triple.object


def _step(value: bytes) -> str:
    """A value as the ways of facets lead through it: an IRI, or the year of a date; "" for others."""
    if value[0] == _IRI:
        return _iri(value) if value[-1] == _ENDS_IRI and value[1] != _IRI else ""
    year = value[1:5]
    return year.decode() if value[0] == _QUOTE and year.isdigit() else ""
