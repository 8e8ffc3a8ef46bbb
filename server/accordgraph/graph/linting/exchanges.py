"""Things that were taken for each other: each has the value that the other's label names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache, partial

import pyoxigraph as ox

from ..grounding.mentions import mentions
from ..names import ENTITY_KINDS
from ..prefixes import shorten
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.labels import labels, roles
from ..reading.lines import Lines
from ..reading.locate import Locator
from ..reading.ntriples import END
from ..reading.turtle import TurtleFile
from ..terms import iri_text
from .remembering import remembered

#: Pairs of a thing and a value of which is remembered whether the label of one names the other.
_REMEMBERED = 1 << 16


def exchanged_values(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find pairs of things in a source whose labels name each other's value, and one of them not its own.

    No text tells so: each value stands in its span, and only which thing it is said of is wrong.
    """
    said = Lines.joined(corpus.entities.matching(roles(corpus.names)))
    find = partial(_exchanged, corpus, locator, _Names(said))
    return remembered(corpus, "exchanged", corpus.sources.values(), said.own_digest, find)


class _Names:
    """What things are called, made ready when the first source is looked at."""

    def __init__(self, said: Lines) -> None:
        self._said = said
        self.named = lru_cache(_REMEMBERED)(self._named)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """The English labels of all things."""
        return labels(self._said)

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        """All that a thing is called, and the words for the people of a place."""
        found: dict[str, list[str]] = defaultdict(list)
        for triple in self._said:
            if isinstance(triple.object, ox.Literal):
                found[iri_text(triple.subject)].append(triple.object.value)
        return found

    def _named(self, thing: str, value: str) -> bool:
        label = self._labels.get(thing, "")
        folded = label.casefold()
        return any(name.casefold() in folded and mentions(label, name) for name in self._names[value])


def _exchanged(corpus: Corpus, locator: Locator, names: _Names, file: TurtleFile) -> Iterator[Problem]:
    named = names.named
    for prop, values in _single(file, corpus).items():
        unnamed = [one for one, mine in values.items() if not named(one, mine)]
        for one, other in dict.fromkeys(
            tuple(sorted((one, other))) for one in unnamed for other in values if one != other
        ):
            mine, theirs = values[one], values[other]
            if mine != theirs and named(one, theirs) and named(other, mine):
                place = locator.within(file.path, ox.NamedNode(one), ox.NamedNode(prop))
                said = [shorten(each, corpus.names) for each in (prop, one, mine, other, theirs)]
                message = (
                    f"{said[0]} of {said[1]} is {said[2]}, which the label of {said[3]} names, and the "
                    f"other way round ({said[4]}); exchange the two values, or mend the labels."
                )
                yield place.problem("exchanged", message)


def _single(file: TurtleFile, corpus: Corpus) -> Mapping[str, dict[str, str]]:
    """By property, the things of a source that have one value of it which has a name."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    signs = tuple(f"<{corpus.names.thing(kind, '')}".encode() for kind in ENTITY_KINDS)
    for line in file.lines.lines():
        subject, prop, value = line[: -len(END)].split(b" ", 2)
        if value.startswith(signs):
            values[_iri(prop), _iri(subject)].add(_iri(value))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (named, thing), stated in sorted(values.items()):
        if len(stated) == 1:
            found[named][thing] = next(iter(stated))
    return found


def _iri(node: bytes) -> str:
    return node[1:-1].decode() if node.startswith(b"<") else ""
