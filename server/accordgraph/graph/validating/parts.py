"""A large graph, validated part by part: in bounded memory, and each part again only when it changed.

What shapes ask of a node is in its own statements and in the classes of its values, so that a part needs to
know no more of the rest than that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from zlib import crc32

import pyoxigraph as ox

from ..closure import closure
from ..cores import side_by_side
from ..kept import Kept
from ..reading.lines import Lines
from ..reading.ntriples import END, parsed
from ..terms import SUBCLASS, TYPE, TYPE_WRITTEN, iri_text, term
from .composition import Shapes
from .reports import Report, joined, read_report
from .rules import ntriples, rules
from .vetting import near_sighted

#: Bytes of a part, at least.
SIZE = 4 << 20
#: One subject in so many may begin a part, wherever a graph grows or shrinks before it.
_BEGINS = 8
_CLASS = term("sh", "class")
#: Stands in the place of a class where values are asked for: what they are is known from the whole graph.
_MEMBER = "urn:x-accordgraph:member:"


def validate_graph(text: bytes, shapes: Iterable[ox.Triple], kept: Kept, size: int = SIZE) -> Report:
    """Validate a graph, given as sorted N-Triples, by all shapes that have targets; raises ShapesUnusable."""
    known = list(shapes)
    if not near_sighted(known):
        return rules(known).apply(text.decode())
    used = Shapes(known).at_work()
    wanted = {iri_text(each.object) for each in known if each.predicate == _CLASS and each.subject in used}
    asked = [_of_members(triple) for triple in known]
    applied, told_by = rules(asked), Lines.of(asked).own_digest
    classes = _Classes(Lines(text), wanted)

    def judge(part: bytes) -> Report:
        same = kept.key("default graph", part, classes.digest, told_by)
        found = kept.known(same)
        if found is None:
            data = b"".join([part, classes.steps, *_said_of(part, classes.members)])
            alike = kept.key("default graph beside", data, told_by)
            found = kept.known(alike)
            if found is None:
                subjects = _subjects(part)
                here = applied.apply(data.decode(), lambda each: str(each.focus).encode() in subjects)
                found = ntriples(here.statements).encode()
            kept.keep(found, same, alike)
        return read_report(found)

    return joined(side_by_side(judge, cut(text, size)))


def _of_members(triple: ox.Triple) -> ox.Triple:
    """A statement of a shape, which asks for members of a class in the place of the class."""
    if triple.predicate != _CLASS:
        return triple
    return ox.Triple(triple.subject, _CLASS, ox.NamedNode(_MEMBER + iri_text(triple.object)))


def cut(text: bytes, size: int) -> Iterator[bytes]:
    """Cut sorted lines into parts of some size, between subjects, and where their names say so.

    A line more or less changes one or two parts, and leaves the others as they are.
    """
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        end = _next(text, end) if end < len(text) else end
        yield text[start:end]
        start = end


def _subjects(part: bytes) -> set[bytes]:
    """Of what a part says something."""
    return {line[: line.find(b" ")] for line in part.splitlines()}


def _next(text: bytes, place: int) -> int:
    """Where the next subject begins that may begin a part."""
    place = text.find(b"\n", place) + 1
    before = b""
    while 0 < place < len(text):
        subject = text[place : text.index(b" ", place)]
        if before and subject != before and crc32(subject) % _BEGINS == 0:
            return place
        before = subject
        place = text.find(b"\n", place) + 1
    return len(text)


class _Classes:
    """Of which classes, of those that values are asked to be of, each thing in a graph is a member."""

    def __init__(self, lines: Lines, wanted: set[str]) -> None:
        self._wanted = wanted
        self.steps = b"".join(lines.matching([SUBCLASS]))
        self._typed = b"".join(lines.matching([TYPE]))
        #: What tells the classes of all things from any others.
        self.digest = hashlib.sha256(self.steps + self._typed).digest()

    @cached_property
    def members(self) -> Mapping[bytes, tuple[str, ...]]:
        """The classes by thing."""
        above = closure((iri_text(step.subject), iri_text(step.object)) for step in parsed(self.steps))
        of_class: dict[bytes, tuple[str, ...]] = {}
        found: dict[bytes, tuple[str, ...]] = {}
        alike: dict[tuple[str, ...], tuple[str, ...]] = {}
        for line in self._typed.splitlines():
            thing, _, kind = line[: 1 - len(END)].split(b" ", 2)
            if kind not in of_class:
                iri = kind[1:-1].decode()
                of_class[kind] = tuple(sorted(self._wanted & {iri, *above.get(iri, ())}))
            if of_class[kind]:
                classes = tuple(sorted({*found.get(thing, ()), *of_class[kind]}))
                found[thing] = alike.setdefault(classes, classes)
        return found


def _said_of(part: bytes, members: Mapping[bytes, tuple[str, ...]]) -> Iterator[bytes]:
    """Say what the things that a part mentions are members of."""
    # What is no thing, such as the end of a text, is no member of anything.
    lines = part.split(b" .\n")
    ends = {line[line.rfind(b" ") + 1 :] for line in lines} | {line[: line.find(b" ")] for line in lines}
    for thing in sorted(ends & members.keys()):
        for name in members[thing]:
            yield b"%s %s <%s> .\n" % (thing, TYPE_WRITTEN, (_MEMBER + name).encode())
