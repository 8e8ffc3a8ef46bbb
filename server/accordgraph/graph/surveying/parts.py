"""One piece of what is believed, looked through once: all that counts, facets and names are made of.

What a piece gives depends on its statements and on nothing else, so that it can be kept. What depends on
other pieces, such as the classes of values, is put together in `survey`.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..compact import compact

#: Classes whose members the first page shows -> how many of the heaviest.
FIRST = {"CooperationAgreement": 12, "Programme": 6}
#: Of what role a text may be, best first.
ROLES = ("label", "alias", "description")
#: A text: its role by number, its language ("" where there is none), itself.
Text = tuple[int, str, str]
#: The classes of a subject, sorted.
Classes = tuple[str, ...]
#: How long the first two thirds of a part are, and what shows that all are as they were written.
_HEAD = struct.Struct("<QQI")


@dataclass
class Figures:
    """What of a piece is counted.

    `types` has the hashes of the subjects that have just these classes, `edges` those of the values of a
    property of such subjects that are of a kind, "" for none, `literals` how many of its values have a
    datatype; `objects` are the hashes of all values. `links` counts what leads to other datasets, by property
    and the address that they begin with; `examples` has of each kind the thing of which most is said, `dates`
    the first and the last date of a thing. `kinds` are those of things that have a class.
    """

    triples: int = 0
    entities: int = 0
    counts: Counter[Classes] = field(default_factory=Counter)
    types: dict[Classes, array[int]] = field(default_factory=dict)
    literals: Counter[tuple[Classes, str, str]] = field(default_factory=Counter)
    edges: dict[tuple[Classes, str, str], array[int]] = field(default_factory=dict)
    objects: array[int] = field(default_factory=lambda: array("Q"))
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, tuple[int, str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Write it down: what few numbers say as JSON, and behind it the many hashes as they are."""
        numbers = {classes: number for number, classes in enumerate(self.counts)}
        told = [
            list(numbers),
            self.triples,
            self.entities,
            list(self.counts.values()),
            [[numbers[classes], len(hashes)] for classes, hashes in self.types.items()],
            [[numbers[classes], *rest, count] for (classes, *rest), count in self.literals.items()],
            [[numbers[classes], *rest, len(hashes)] for (classes, *rest), hashes in self.edges.items()],
            [[*link, count] for link, count in self.links.items()],
            self.examples,
            self.dates,
            self.kinds,
        ]
        hashes = (*self.types.values(), *self.edges.values(), self.objects)
        return b"\n".join([compact(told), b"".join(each.tobytes() for each in hashes)])

    @classmethod
    def from_bytes(cls, data: bytes) -> Figures:
        """Read what was written down."""
        head, _, rest = data.partition(b"\n")
        sets, triples, entities, counts, types, literals, edges, links, *last = json.loads(head)
        classes, hashes, begun = [tuple(each) for each in sets], array("Q", rest), 0

        def taken(size: int) -> array[int]:
            nonlocal begun
            begun += size
            return hashes[begun - size : begun]

        examples, dates, kinds = last
        return cls(
            triples,
            entities,
            Counter(dict(zip(classes, counts, strict=True))),
            {classes[number]: taken(size) for number, size in types},
            Counter({(classes[number], prop, kind): count for number, prop, kind, count in literals}),
            {(classes[number], kind, prop): taken(size) for number, kind, prop, size in edges},
            hashes[begun:],
            Counter({(prop, address): count for prop, address, count in links}),
            {kind: (told, iri) for kind, (told, iri) in examples.items()},
            tuple(dates),
            tuple(kinds),
        )


@dataclass
class Told:
    """What a piece says by names.

    `kinds` has the things that have a class; `members` the subjects of the few classes that facets and the
    first page ask for, `steps` the values of each property of facets, by thing.
    """

    kinds: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    steps: dict[str, dict[str, list[str]]] = field(default_factory=dict)


#: The names and descriptions of what has an IRI below the base, each thing's sorted.
Texts = dict[str, list[Text]]


class Part:
    """What a piece says: its figures, and what few ask for once the snapshot is there, which is read then."""

    def __init__(self, figures: Figures, told: Callable[[], Told], texts: Callable[[], Texts]) -> None:
        """Take all of it, the last two as they can be had."""
        self.figures, self._read, self._read_texts = figures, told, texts

    @cached_property
    def told(self) -> Told:
        """What it says by names."""
        return self._read()

    @cached_property
    def texts(self) -> Texts:
        """Its names and descriptions."""
        return self._read_texts()

    def to_bytes(self) -> bytes:
        """Write it down, packed as far as that is worth the while."""
        told, figures = self.told, self.figures.to_bytes()
        parts = ([told.kinds, told.members, told.steps], self.texts)
        one, other = (zlib.compress(compact(each), 1) for each in parts)
        whole = figures + one + other
        return _HEAD.pack(len(figures), len(one), zlib.crc32(whole)) + whole

    @classmethod
    def from_bytes(cls, data: bytes) -> Part:
        """Read what was written down; raises ValueError where it is damaged."""
        size, more, check = _HEAD.unpack(data[: _HEAD.size]) if len(data) > _HEAD.size else (0, 0, None)
        whole = data[_HEAD.size :]
        if zlib.crc32(whole) != check:
            raise ValueError("it is not what was written")
        figures, told, texts = whole[:size], whole[size : size + more], whole[size + more :]
        return cls(
            Figures.from_bytes(figures),
            lambda: Told(*json.loads(zlib.decompress(told))),
            lambda: _texts(json.loads(zlib.decompress(texts))),
        )


def _texts(told: dict[str, list[list[Any]]]) -> Texts:
    """Texts as they were before they were written down as JSON, which knows no tuples."""
    return {iri: [(role, language, text) for role, language, text in texts] for iri, texts in told.items()}
