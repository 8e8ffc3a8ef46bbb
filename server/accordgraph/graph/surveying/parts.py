"""One piece of what is believed, looked through once: all that counts, facets and names are made of.

What a piece gives depends on its statements and on nothing else, so that it can be kept. What depends on
other pieces, such as the classes of values, is put together in `survey`.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass, field

from xxhash import xxh3_64_intdigest

#: Classes whose members the first page shows -> how many of the heaviest.
FIRST = {"CooperationAgreement": 12, "Programme": 6}
#: A text: its property, its language ("" where there is none), itself.
Text = tuple[str, str, str]
#: The classes of a subject, sorted.
Classes = tuple[str, ...]


def node_hash(iri: str) -> int:
    """What stands for a node: eight bytes that two of ten million nodes share once in 300,000 graphs."""
    return xxh3_64_intdigest(f"<{iri}>".encode())


@dataclass
class Part:
    """What a piece says.

    `types` has the hashes of the subjects that have just these classes, `edges` those of the values of a
    property of such subjects, `literals` how many of its values have a datatype; `objects` are the hashes of
    all values. `links` counts what leads to other datasets, by property and the address that they begin with;
    `examples` has of each kind the thing of which most is said, `dates` the first and the last date of a
    thing. `texts` has names and descriptions in the order of the statements; `kinds` the things that have a
    class; `members` the subjects of the few classes that facets and the first page ask for, `steps` the
    values of each property of facets, by subject.
    """

    triples: int = 0
    entities: int = 0
    counts: Counter[Classes] = field(default_factory=Counter)
    types: dict[Classes, array[int]] = field(default_factory=dict)
    literals: Counter[tuple[Classes, str, str]] = field(default_factory=Counter)
    edges: dict[tuple[Classes, str], array[int]] = field(default_factory=dict)
    objects: array[int] = field(default_factory=lambda: array("Q"))
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, tuple[int, str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    texts: dict[str, list[Text]] = field(default_factory=dict)
    kinds: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    steps: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Write it down."""
        numbers = {classes: number for number, classes in enumerate(self.counts)}
        told = [
            list(numbers),
            self.triples,
            self.entities,
            list(self.counts.values()),
            [[numbers[classes], _packed(hashes)] for classes, hashes in self.types.items()],
            [[numbers[classes], *rest, count] for (classes, *rest), count in self.literals.items()],
            [[numbers[classes], prop, _packed(hashes)] for (classes, prop), hashes in self.edges.items()],
            _packed(self.objects),
            [[*link, count] for link, count in self.links.items()],
            self.examples,
            self.dates,
            self.texts,
            self.kinds,
            self.members,
            self.steps,
        ]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Part:
        """Read what was written down."""
        sets, triples, entities, counts, types, literals, edges, objects, links, *rest = json.loads(data)
        classes = [tuple(each) for each in sets]
        examples, dates, texts, kinds, members, steps_ = rest
        return cls(
            triples,
            entities,
            Counter(dict(zip(classes, counts, strict=True))),
            {classes[number]: _unpacked(hashes) for number, hashes in types},
            Counter({(classes[number], prop, kind): count for number, prop, kind, count in literals}),
            {(classes[number], prop): _unpacked(hashes) for number, prop, hashes in edges},
            _unpacked(objects),
            Counter({(prop, address): count for prop, address, count in links}),
            {kind: (told, iri) for kind, (told, iri) in examples.items()},
            tuple(dates),
            texts,
            kinds,
            members,
            steps_,
        )


def _packed(hashes: array[int]) -> str:
    return b64encode(hashes.tobytes()).decode()


def _unpacked(text: str) -> array[int]:
    return array("Q", b64decode(text))
