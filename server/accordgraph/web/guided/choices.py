"""The values that a parameter of a question may have, read from the store by fixed patterns."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ...graph.finding.folding import fold
from ...graph.finding.search import find
from ...graph.names import KINDS, SLUG, Names
from ...graph.reading.parameters import LITERALS, is_property, kind_iri, literal
from ...graph.terms import DEFAULT_GRAPH, IN_SCHEME, TYPE
from ..data.reading import Reader
from ..languages import WRITTEN_IN, language_name

#: Values that are listed; statements that are looked at for them; hints to a misspelt one, and how like it.
MOST, _LOOKED_AT, HINTS, _ALIKE = 200, 20_000, 3, 0.5
#: Kinds of values whose lists are remembered.
_REMEMBERED = 200

Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Choice:
    """A value: the short word that an address has for it, its name and the name's language."""

    value: Value
    slug: str
    label: str
    language: str = ""


@dataclass(frozen=True)
class Listing:
    """Values of a kind by their names; `whole` where these are all."""

    choices: tuple[Choice, ...] = ()
    whole: bool = False


class Choices:
    """What can be chosen in one snapshot; a kind of values is what a parameter declares."""

    def __init__(self, reader: Reader, names: Names, search: Path | None) -> None:
        """Read by a reader; `search` is the index by which near names are found, None where there is none."""
        self._reader, self._names, self._search = reader, names, search
        self._values = lru_cache(_REMEMBERED)(self._read)
        self._slugs = lru_cache(_REMEMBERED)(self._count_slugs)
        self._listed = lru_cache(_REMEMBERED)(self._list)

    def of(self, kind: str, language: str) -> Listing:
        """Return the values of a kind by their names, as many as are listed."""
        return Listing() if kind in LITERALS else self._listed(kind, language)

    def _list(self, kind: str, language: str) -> Listing:
        values, whole = self._values(kind)
        choices = sorted(
            (self.choice(kind, value, language) for value in values),
            key=lambda choice: (fold(choice.label), choice.slug),
        )
        return Listing(tuple(choices), whole)

    def choice(self, kind: str, value: Value, language: str) -> Choice:
        """Return a value as a choice; where others may share its slug, its kind stands before it."""
        if isinstance(value, ox.Literal):
            name = language_name(value.value, language) if kind == WRITTEN_IN else value.value
            return Choice(value, value.value, name)
        label, slug = self._reader.label(value.value, language), self._slug(value)
        if not self._values(kind)[1] or self._slugs(kind)[slug] > 1:
            slug = value.value.removeprefix(self._names.things)
        return Choice(value, slug, label.value, label.language)

    def find(self, kind: str, given: str) -> Value | None:
        """Return the value that a slug, an IRI or a name means; None where the kind has none such."""
        if kind in LITERALS:
            return literal(kind, given)
        for value in self._meant(kind, given):
            if self.holds(kind, value):
                return value
        values, whole = self._values(kind)
        named = {each for each in values if fold(given) in self._names_of(each)}
        if not whole:
            named |= {each for each in self._found(kind, given) if fold(given) in self._names_of(each)}
        return named.pop() if len(named) == 1 else None

    def holds(self, kind: str, value: Value) -> bool:
        """Whether a thing or a literal is a value of a kind."""
        iri = ox.NamedNode(kind_iri(kind, self._names))
        if is_property(kind):
            found = self._reader.quads(None, iri, value, DEFAULT_GRAPH)
            return next(found, None) is not None
        name = IN_SCHEME if kind.startswith("concept/") else TYPE
        return isinstance(value, ox.NamedNode) and self._reader.holds(
            ox.Quad(value, name, iri, DEFAULT_GRAPH)
        )

    def near(self, kind: str, given: str, language: str, most: int = HINTS) -> list[Choice]:
        """Return the few values of a kind whose names are most like a text."""
        if kind in LITERALS:
            return []
        if not self._values(kind)[1]:
            found = islice(self._found(kind, given), most)
            return [self.choice(kind, value, language) for value in found]
        choices, wanted = self.of(kind, language).choices, fold(given)
        words = {word: each for each in choices for word in (each.slug, *self._names_of(each.value))}
        holding = [each for word, each in words.items() if len(wanted) > 2 and wanted in word]
        alike = difflib.get_close_matches(wanted, words, most, _ALIKE)
        return list(dict.fromkeys([*holding, *(words[word] for word in alike)]))[:most]

    def _found(self, kind: str, given: str) -> Iterator[ox.NamedNode]:
        """Yield the values of a kind that a search for a text finds."""
        for hit in find(self._search, given).hits if self._search else ():
            node = ox.NamedNode(hit.iri)
            if self.holds(kind, node):
                yield node

    def _slug(self, value: Value) -> str:
        if isinstance(value, ox.Literal):
            return value.value
        found = self._names.kind_and_slug(value.value)
        return found[1] if found else value.value

    def _count_slugs(self, kind: str) -> Counter[str]:
        """Count the values of a kind that have each slug."""
        return Counter(map(self._slug, self._values(kind)[0]))

    def _meant(self, kind: str, given: str) -> Iterator[Value]:
        """Yield what a text may mean, the likeliest first."""
        place = given.removeprefix("id/")
        if "://" in given:
            try:
                yield ox.NamedNode(given)
            except ValueError:
                return
        elif SLUG.fullmatch(place.replace("/", "-", 1)):
            if kind.startswith("concept/"):
                yield ox.NamedNode(f"{kind_iri(kind, self._names)}-{place}")
            places = (place,) if "/" in place else (f"{each}/{place}" for each in KINDS)
            yield from (ox.NamedNode(self._names.things + each) for each in places)
        if is_property(kind):
            yield ox.Literal(given)

    def _names_of(self, value: Value) -> set[str]:
        """Return the names of a value in all languages, folded."""
        if isinstance(value, ox.Literal):
            return {fold(value.value)}
        return {fold(text.value) for _, text in self._reader.names_of(value.value)}

    def _read(self, kind: str) -> tuple[tuple[Value, ...], bool]:
        """Return values of a kind, and whether they are all."""
        iri = ox.NamedNode(kind_iri(kind, self._names))
        if is_property(kind):
            quads = self._reader.quads(None, iri, None, DEFAULT_GRAPH)
            terms = (quad.object for quad in quads)
        else:
            name = IN_SCHEME if kind.startswith("concept/") else TYPE
            quads = self._reader.quads(None, name, iri, DEFAULT_GRAPH)
            terms = (quad.subject for quad in quads)
        found: dict[Value, None] = {}
        for number, each in enumerate(terms):
            if number == _LOOKED_AT or (len(found) == MOST and each not in found):
                return tuple(found), False
            if isinstance(each, ox.NamedNode | ox.Literal):
                found[each] = None
        return tuple(found), True
