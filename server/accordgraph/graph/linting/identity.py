"""Things that are said to be themselves, or another thing: a reasoner would merge what sources tell apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import DERIVED, EXACT_MATCH, REPLACED, SAME, iri_text, term

#: Properties of which other rules tell that they lead back, over other things, too.
_TOLD_ELSEWHERE = frozenset((DERIVED, REPLACED))
#: The digits of a ROR, to the base of 32.
_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def _is_ror(name: str) -> bool:
    """Whether the last two digits fit the others (ISO/IEC 7064, MOD 97-10)."""
    number = 0
    for sign in name[:-2]:
        number = 32 * number + _ROR_DIGITS.index(sign)
    return (100 * number + int(name[-2:])) % 97 == 1


def _is_isni(name: str) -> bool:
    """Whether the last digit fits the others (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for sign in name[:-1]:
        total = 2 * (total + int(sign))
    return (total + (10 if name[-1] == "X" else int(name[-1]))) % 11 == 1


#: Identifiers that carry check digits, by their form.
_CHECKED: Mapping[re.Pattern[str], Callable[[str], bool]] = {
    re.compile(rf"https://ror\.org/(0[{_ROR_DIGITS}]{{6}}\d\d)"): _is_ror,
    re.compile(r"https://isni\.org/isni/(\d{15}[\dX])"): _is_isni,
}


def merged(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find owl:sameAs, and things that stand in some relation to themselves."""
    for file in corpus.files:
        for triple in corpus.outlines[file.path].marked():
            if fault := _fault(triple, corpus):
                place = locator.within(file.path, *triple)
                yield place.problem("identity", fault)


def _fault(triple: ox.Triple, corpus: Corpus) -> str:
    if triple.predicate == SAME:
        return (
            "owl:sameAs would merge things, and with them what sources say differently; say skos:exactMatch "
            "of another register's name, and of two names of one thing make a tombstone of one."
        )
    iri, names = iri_text(triple.subject), corpus.names
    if triple.subject == triple.object and names.kind(iri) and triple.predicate not in _TOLD_ELSEWHERE:
        name, prop = shorten(iri, names), shorten(triple.predicate.value, names)
        return f"{name} is said to have itself as {prop}; which other thing is meant?"
    return ""


def shared_identifiers(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things with the identifier of another thing: they would be one and the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for triple in corpus.entities.having(EXACT_MATCH):
        found[iri_text(triple.object)].append(iri_text(triple.subject))
    for identifier, things in found.items():
        for other in things[1:]:
            place = locator.find(
                corpus.paths(Role.ENTITIES), ox.NamedNode(other), EXACT_MATCH, ox.NamedNode(identifier)
            )
            message = (
                f"{shorten(other, corpus.names)} has the identifier of {shorten(things[0], corpus.names)}, "
                f"<{identifier}>; which of the two is it, or are they one thing?"
            )
            yield place.problem("shared-identifier", message)


def check_digits(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find identifiers of registers that were not copied right, as their check digits tell."""
    for triple in corpus.entities.having(EXACT_MATCH, term("skos", "closeMatch")):
        iri = iri_text(triple.object)
        for form, fits in _CHECKED.items():
            if (found := form.fullmatch(iri)) and not fits(found[1]):
                place = locator.find(corpus.paths(Role.ENTITIES), *triple)
                message = f"<{iri}> is no identifier: its check digits do not fit the others; copy it again."
                yield place.problem("check-digits", message)
