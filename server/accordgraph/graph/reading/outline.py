"""What other files need to know of a file: made once for each text that it has, and so little that the
outlines of all files fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ..names import ENTITY_KINDS, Names
from ..terms import DEPRECATED, DERIVED, LABEL, PAGE, PREF_LABEL, REPLACED, SAME, TYPE_WRITTEN
from .content import Role
from .lines import Lines
from .ntriples import parsed

#: Statements of which other files have to know all.
_MARKS = frozenset(str(each).encode() for each in (DEPRECATED, DERIVED, PAGE, REPLACED, SAME))
_LABELS = frozenset(str(each).encode() for each in (LABEL, PREF_LABEL))


@dataclass(frozen=True)
class Outline:
    """Of a file, with nodes as they are written in lines:

    the subjects that are `described` there, and those that are `touched`, since another file describes them;
    `mentions`, the values that are things, shapes or graphs of sources and that it does not describe itself;
    `labelled`, its subjects each with the language of a label, and `typed`, each with its class, but for
    evidence, which no other file speaks of; and the lines of the `marks` that things have, or that relate a
    thing to itself.
    """

    described: frozenset[bytes]
    touched: frozenset[bytes]
    mentions: frozenset[bytes]
    labelled: frozenset[bytes]
    typed: frozenset[bytes]
    marks: frozenset[bytes]

    @property
    def subjects(self) -> frozenset[bytes]:
        """All that it says something of."""
        return self.described | self.touched

    @property
    def speaks_of(self) -> frozenset[bytes]:
        """All things that it mentions, as subjects or values."""
        return self.subjects | self.mentions

    def marked(self, *properties: ox.NamedNode) -> Iterator[ox.Triple]:
        """The statements of marks that have one of these properties, or all of them."""
        marks = parsed(b"".join(b"%s\n" % each for each in sorted(self.marks)))
        return (triple for triple in marks if not properties or triple.predicate in properties)

    def to_bytes(self) -> bytes:
        """Write it down."""
        parts = (self.described, self.touched, self.mentions, self.labelled, self.typed, self.marks)
        return b"\0".join(b"\n".join(sorted(part)) for part in parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> Outline:
        """Read what was written."""
        return cls(*(frozenset(part.split(b"\n") if part else ()) for part in data.split(b"\0")))


def outline(lines: Lines, role: Role, names: Names) -> Outline:
    """Go through a file's statements."""
    evidence = f"<{names.thing('evidence', '')}".encode()
    plain = b"%s <%s>" % (TYPE_WRITTEN, names.term("Evidence").encode())
    told = tuple(f"<{each}".encode() for each in (names.things, names.shapes_namespace, names.sources))
    subjects: set[bytes] = set()
    values: set[bytes] = set()
    labelled: set[bytes] = set()
    typed: set[bytes] = set()
    marks: set[bytes] = set()
    unlike: set[bytes] = set()
    for line in lines.lines():
        subject, prop, value = line[:-3].split(b" ", 2)
        subjects.add(subject)
        if value.startswith(told):
            values.add(value)
        elif prop in _LABELS and value.startswith(b'"') and not subject.startswith(evidence):
            tail = value[value.rindex(b'"') + 1 :]
            labelled.add(b"%s %s" % (subject, tail if tail.startswith(b"@") else b""))
        if prop == TYPE_WRITTEN:
            if not subject.startswith(evidence):
                typed.add(b"%s %s" % (subject, value))
            elif not line.endswith(plain + b" .\n"):
                unlike.add(subject)
        elif prop in _MARKS or value == subject:
            marks.add(line[:-1])
    for subject in unlike:
        said = lines.starting(b"%s %s " % (subject, TYPE_WRITTEN))
        typed.update(b"%s %s" % (subject, each.split(b" ", 2)[2][:-3]) for each in said)
    # What sources say of an organization, a person, a place or a programme does not describe it.
    elsewhere = tuple(f"<{names.thing(kind, '')}".encode() for kind in ENTITY_KINDS)
    touched = {each for each in subjects if role is Role.SOURCES and each.startswith(elsewhere)}
    described = subjects - touched
    return Outline(*map(frozenset, (described, touched, values - described, labelled, typed, marks)))
