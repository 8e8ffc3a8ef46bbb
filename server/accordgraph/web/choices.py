"""The values that a parameter of a question may have, read from the store by fixed patterns."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ..graph.folding import fold
from ..graph.names import KINDS, SLUG, Names
from ..graph.parameters import LITERALS, is_property, kind_iri, literal
from ..graph.search import find
from ..graph.terms import IN_SCHEME, TYPE
from .reading import Reader

#: Values that a form lists; statements that are looked at for them; hints to a misspelt one, and how like it.
MOST, _LOOKED_AT, _HINTS, _ALIKE = 200, 20_000, 3, 0.5
_DEFAULT = ox.DefaultGraph()
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


class Choices:
    """What can be chosen in one snapshot; a kind of values is what a parameter declares."""

    def __init__(self, reader: Reader, names: Names, search: Path | None) -> None:
        """Read by a reader; `search` is the index by which near names are found, None where there is none."""
        self._reader, self._names, self._search = reader, names, search
        self._values = lru_cache(_REMEMBERED)(self._read)

    def of(self, kind: str, language: str) -> list[Choice] | None:
        """Return all values of a kind by their names; None where there are too many to list, or no end."""
        values = () if kind in LITERALS else self._values(kind)
        if not values or len(values) > MOST:
            return None
        return sorted(
            (self.choice(kind, value, language) for value in values),
            key=lambda choice: (fold(choice.label), choice.slug),
        )

    def choice(self, kind: str, value: Value, language: str) -> Choice:
        """Return a value as a choice; where others may share its slug, its kind stands before it."""
        if isinstance(value, ox.Literal):
            return Choice(value, value.value, value.value)
        label, slug, values = self._reader.label(value.value, language), self._slug(value), self._values(kind)
        if len(values) > MOST or sum(self._slug(each) == slug for each in values) > 1:
            slug = value.value.removeprefix(self._names.things)
        return Choice(value, slug, label.value, label.language)

    def find(self, kind: str, given: str) -> Value | None:
        """Return the value that a slug, an IRI or a name means; None where the kind has none such."""
        if kind in LITERALS:
            return literal(kind, given)
        for value in self._meant(kind, given):
            if self.holds(kind, value):
                return value
        named = [each for each in self._values(kind) if fold(given) in self._names_of(each)]
        return named[0] if len(named) == 1 else None

    def holds(self, kind: str, value: Value) -> bool:
        """Whether a thing or a literal is a value of a kind."""
        iri = ox.NamedNode(kind_iri(kind, self._names))
        if is_property(kind):
            found = self._reader.quads(None, iri, value, _DEFAULT)
            return next(found, None) is not None
        name = IN_SCHEME if kind.startswith("concept/") else TYPE
        return isinstance(value, ox.NamedNode) and self._reader.holds(ox.Quad(value, name, iri, _DEFAULT))

    def near(self, kind: str, given: str, language: str) -> list[Choice]:
        """Return the few values of a kind whose names are most like a text."""
        if kind in LITERALS:
            return []
        choices = self.of(kind, language)
        if choices is None:
            hits = find(self._search, given).hits if self._search else ()
            fitting = (node for hit in hits if self.holds(kind, node := ox.NamedNode(hit.iri)))
            return [self.choice(kind, value, language) for value in islice(fitting, _HINTS)]
        wanted = fold(given)
        words = {word: each for each in choices for word in (each.slug, *self._names_of(each.value))}
        holding = [each for word, each in words.items() if len(wanted) > 2 and wanted in word]
        alike = difflib.get_close_matches(wanted, words, _HINTS, _ALIKE)
        return list(dict.fromkeys([*holding, *(words[word] for word in alike)]))[:_HINTS]

    def _slug(self, value: Value) -> str:
        if isinstance(value, ox.Literal):
            return value.value
        found = self._names.kind_and_slug(value.value)
        return found[1] if found else value.value

    def _meant(self, kind: str, given: str) -> Iterator[Value]:
        """Yield what a text may mean, the likeliest first."""
        if "://" in given:
            try:
                yield ox.NamedNode(given)
            except ValueError:
                return
        elif SLUG.fullmatch(given.replace("/", "-", 1)):
            if kind.startswith("concept/"):
                yield ox.NamedNode(f"{kind_iri(kind, self._names)}-{given}")
            places = (given,) if "/" in given else (f"{each}/{given}" for each in KINDS)
            yield from (ox.NamedNode(self._names.things + place) for place in places)
        if is_property(kind):
            yield ox.Literal(given)

    def _names_of(self, value: Value) -> set[str]:
        """Return the names of a value in all languages, folded."""
        if isinstance(value, ox.Literal):
            return {fold(value.value)}
        return {fold(text.value) for _, text in self._reader.names_of(value.value)}

    def _read(self, kind: str) -> tuple[Value, ...]:
        """Return the values of a kind; more than MOST where they are not all."""
        iri = ox.NamedNode(kind_iri(kind, self._names))
        if is_property(kind):
            quads = self._reader.quads(None, iri, None, _DEFAULT)
            terms = (quad.object for quad in islice(quads, _LOOKED_AT))
        else:
            name = IN_SCHEME if kind.startswith("concept/") else TYPE
            quads = self._reader.quads(None, name, iri, _DEFAULT)
            terms = (quad.subject for quad in islice(quads, _LOOKED_AT))
        found: dict[Value, None] = {}
        for each in terms:
            if isinstance(each, ox.NamedNode | ox.Literal):
                found[each] = None
            if len(found) > MOST:
                break
        return tuple(found)
