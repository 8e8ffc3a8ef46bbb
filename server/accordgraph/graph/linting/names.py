"""IRIs that are badly formed, lead nowhere, or are missing altogether."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

import pyoxigraph as ox

from ..finding.folding import slugged
from ..guesses import guess
from ..names import ENTITY_KINDS, GRAPHS, KINDS, SLUG, VERSION_NUMBER, Names
from ..prefixes import shorten
from ..problems import Place, Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.naming import tangled
from ..reading.turtle import TurtleFile
from ..terms import SCHEME, TYPE, iri_text, term, version_of
from .once import once

#: Where things of a kind are described, for messages.
_WHERE: Mapping[str, str] = {
    **dict.fromkeys(ENTITY_KINDS, " in data/entities/"),
    "concept": " in ontology/concepts/",
}
#: The rules of names that lead nowhere, and of those that have none of the forms of names.
DANGLING, MALFORMED = "dangling", "iri-form"
#: So many concepts of a scheme are all named where one is sought, or lacks.
FEW = 8
#: What follows the base in IRIs that content names and that are no things.
_NO_THING = re.compile(
    rf"|(?:ontology|shapes|dataset)(?:#.*)?|sparql|graph/(?:{'|'.join(GRAPHS)})|graph/source/{SLUG.pattern}"
)
#: And in those of versions, by which property they are named, and what is told of others.
_VERSION = re.compile(rf"(?:ontology|dataset)/{VERSION_NUMBER.pattern}")
_NAMES_VERSION = (term("dcat", "previousVersion"), term("owl", "versionIRI"), term("owl", "priorVersion"))
_NO_VERSION = "is a version that this file tells nothing of; mend its number, or leave it out."


def schemes_of(corpus: Corpus) -> set[str]:
    """The schemes of concepts, by kind and slug: "concept/research-field"."""
    schemes = (iri for file in corpus.of(Role.CONCEPTS) for iri in file.lines.having_value(TYPE, SCHEME))
    return {iri.removeprefix(corpus.names.things) for iri in schemes}


def blank_nodes(file: TurtleFile, _: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find blank nodes anywhere but in shapes, and there such that nothing tells apart."""
    message = "A blank node, which nobody can refer to; give it an IRI. Blank nodes stand only in shapes."
    if b"_:" not in file.lines.text:
        return
    if file.role is Role.SHAPES:
        yield from _tangled_nodes(file, locator)
        return
    for triple in file.triples:
        if isinstance(triple.object, ox.BlankNode):
            yield locator.within(file.path, *triple).problem("blank-node", message)
    subjects = {triple.subject for triple in file.triples if isinstance(triple.subject, ox.BlankNode)}
    objects = {triple.object for triple in file.triples if isinstance(triple.object, ox.BlankNode)}
    if subjects - objects:
        yield _first_blank(file).problem("blank-node", message)


def _tangled_nodes(file: TurtleFile, locator: Locator) -> Iterator[Problem]:
    message = (
        "Blank nodes here lead to others that look the same, so that nothing tells them apart; "
        "give them IRIs."
    )
    found = tangled(file.triples)
    for triple in file.triples:
        if triple.object in found:
            place = locator.within(file.path, triple.subject, triple.predicate)
            yield place.problem("blank-node", message)
            return


def _first_blank(file: TurtleFile) -> Place:
    found = re.search(r"^\s*(_:|\[)", file.text, re.MULTILINE)
    return Place.at(file.path, file.text, found.start(1)) if found else Place(file.path)


def iri_forms(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find IRIs under the base that have none of the forms in which things are published, and those that
    begin with http for https, or the other way round."""
    base = tuple(filter(None, (corpus.names.base, other_scheme(corpus.names.base))))

    versions = cache(partial(_versions, file, corpus.names))

    def fault(iri: str, _: bool, told: int) -> str | None:
        return _malformed(iri, versions, corpus.names, told) if iri.startswith(base) else None

    if any(fault(iri, False, 0) for iri in file.lines.iris()):
        yield from once(file, locator, MALFORMED, fault)


def other_scheme(iri: str) -> str:
    """The same address by http for https, or the other way round; "" of none."""
    scheme, colon, rest = iri.partition(":")
    other = {"http": "https", "https": "http"}.get(scheme)
    return other + colon + rest if other else ""


def _malformed(iri: str, versions: Callable[[], set[str]], names: Names, told: int) -> str | None:
    if not iri.startswith(names.base):
        meant = other_scheme(iri)
        # Of terms it is told that they are not defined.
        if meant.startswith(names.ontology_namespace):
            return None
        said, right = (each.partition(":")[0] for each in (iri, names.base))
        return f"<{iri}> begins with {said}, and the names here with {right}; mend it, or the prefix."
    found = names.kind_and_slug(iri)
    if found is None:
        place = iri.removeprefix(names.base)
        if _VERSION.fullmatch(place):
            return None if iri in versions() else f"<{iri}> {_NO_VERSION}"
        if _NO_THING.fullmatch(place):
            return None
        return f"<{iri}> names nothing that content speaks of; a thing is named <{names.things}kind/slug>."
    kind, slug = found
    if kind not in KINDS:
        near = guess(kind, KINDS, told)
        hint = f"did you mean {near}?" if near else f"the kinds are {', '.join(KINDS)}."
        return f'"{kind}" in {shorten(iri, names)} is no kind of thing; {hint}'
    if not SLUG.fullmatch(slug):
        wanted = "lower-case ASCII letters and digits with single hyphens"
        hint = f"; write {kind}/{plain}" if SLUG.fullmatch(plain := slugged(slug)) else ""
        return f'The slug "{slug}" of {shorten(iri, names)} is not {wanted}{hint}.'
    return None


def _versions(file: TurtleFile, names: Names) -> set[str]:
    """The versions that a file tells of: its own, what it says something of, and those before."""
    own = names.dataset_version(version_of(file.triples, names.dataset))
    named = (triple.object for triple in file.triples if triple.predicate in _NAMES_VERSION)
    return {own, *(iri_text(triple.subject) for triple in file.triples), *map(iri_text, named)}


def dangling(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things, terms and shapes under the base that are used but described nowhere."""
    described = Described(corpus)
    for file in corpus.files:
        if corpus.outlines[file.path].mentions <= described.nodes:
            continue
        told: set[str] = set()
        for triple in file.triples:
            iri = iri_text(triple.object)
            if iri not in told and (message := described.fault(iri, len(told))):
                told.add(iri)
                yield locator.within(file.path, *triple).problem(DANGLING, message)


class Described:
    """All that the content describes, to tell which names lead nowhere."""

    def __init__(self, corpus: Corpus) -> None:
        """Take what is described in a corpus."""
        self.nodes, self._corpus = corpus.described, corpus

    def fault(self, iri: str, told: int) -> str | None:
        """Say that an IRI is described nowhere, and what it may have been meant to be, as `guess` does; None
        where it is described, or names no thing, shape or graph of a source."""
        names = self._corpus.names
        led = (names.things, names.shapes_namespace, names.sources)
        if not iri.startswith(led) or f"<{iri}>".encode() in self.nodes:
            return None
        near, others = self._meant.by(iri, told), self._meant.beside(iri)
        hint = (
            f"did you mean {shorten(near, names)}?"
            if near
            else f"its scheme has {', '.join(others)}."
            if 0 < len(others) <= FEW
            else f"describe it{_WHERE.get(names.kind(iri) or '', '')}, or mend its name."
        )
        return f"{shorten(iri, names)} is used here but described nowhere; {hint}"

    @cached_property
    def _meant(self) -> _Meant:
        return _Meant.of((node[1:-1].decode() for node in self.nodes), self._corpus)


@dataclass(frozen=True)
class _Meant:
    """What a name that nothing describes may have been meant to be: by what all names of a sort begin with,
    the kind of a thing or the scheme of a concept, what follows there."""

    rests: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, described: Iterable[str], corpus: Corpus) -> _Meant:
        """Sort what is described; schemes themselves are what no misspelt concept is meant to be."""
        names = corpus.names
        schemes = {names.things + each for each in schemes_of(corpus)}
        rests: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(set(described) - schemes):
            # A concept is found by its whole name, too, where it is the scheme that is misspelt.
            for beginning in {cls._beginning(iri, schemes, names), cls._beginning(iri, (), names)}:
                rest = iri.removeprefix(beginning)
                if names.kind(iri) is None or SLUG.fullmatch(rest):
                    rests[beginning].append(rest)
        rests |= {scheme + "-": rests[scheme + "-"] for scheme in schemes}
        return cls({beginning: tuple(found) for beginning, found in rests.items() if beginning})

    @staticmethod
    def _beginning(iri: str, schemes: Collection[str], names: Names) -> str:
        within = [f"{each}-" for each in schemes if iri.startswith(f"{each}-")]
        if within:
            return max(within, key=len)
        kind = names.kind(iri)
        if kind is not None:
            return names.thing(kind, "")
        return next((each for each in (names.shapes_namespace, names.sources) if iri.startswith(each)), "")

    def beside(self, iri: str) -> tuple[str, ...]:
        """How the concepts of its scheme go on, where a name begins as theirs do."""
        beginning = self._longest(iri)
        return self.rests.get(beginning, ()) if beginning.endswith("-") else ()

    def _longest(self, iri: str) -> str:
        """What a name begins with, as others do."""
        return max((each for each in self.rests if iri.startswith(each)), key=len, default="")

    def by(self, iri: str, told: int) -> str | None:
        """What a name was meant to be; one that goes on where it ends, else one that is like it."""
        beginning = self._longest(iri)
        rests = self.rests.get(beginning, ())
        rest = iri.removeprefix(beginning)
        # They are sorted, so that those which go on stand together.
        after = rests[(first := bisect_left(rests, f"{rest}-")) : first + 2]
        longer = [each for each in after if each.startswith(f"{rest}-")]
        near = longer[0] if len(longer) == 1 else guess(rest, rests, told, cutoff=0.75)
        return beginning + near if near else None
