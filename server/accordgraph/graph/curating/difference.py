"""What the working content changes in what a reader should believe, against a snapshot, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..believing.adjudication import Believed, adjudicate
from ..believing.dataset import Parts, parts
from ..believing.decisions import adjudications
from ..prefixes import shorten, show
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import labels
from ..reading.locate import Locator
from ..snapshot import Snapshot
from ..terms import DEFAULT_GRAPH, DEPRECATED, Term, iri_text
from .reasons import Reasons, source_of

#: Kinds that are no news by themselves: they are counted, and not told one by one.
_COUNTED = ("evidence",)


@dataclass(frozen=True)
class Value:
    """A value that comes or goes, in words, and why: who says so, or what overrules it."""

    value: str
    text: str
    why: str


@dataclass(frozen=True)
class Change:
    """What changes of one property of a thing."""

    prop: str
    words: str
    was: tuple[Value, ...]
    now: tuple[Value, ...]


@dataclass(frozen=True)
class Changed:
    """What changes of one thing: it is "new", "gone", "withdrawn" (a tombstone now) or "changed"."""

    iri: str
    label: str
    state: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that changes: things, sources and adjudications by IRI and label, statements counted."""

    things: tuple[Changed, ...]
    sources: Mapping[str, tuple[str, ...]]
    adjudications: Mapping[str, tuple[str, ...]]
    added: int
    removed: int
    evidence: Mapping[str, int]

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not (
            self.added or self.removed or any(self.sources.values()) or any(self.adjudications.values())
        )


def difference(corpus: Corpus, snapshot: Snapshot | None) -> tuple[Difference, list[Problem]]:
    """Compare what the content makes a reader believe with a snapshot, or with nothing.

    Shapes are not validated, so that it is quick; problems are those of adjudications.
    """
    believed, problems = adjudicate(corpus, Locator(corpus.files))
    made = parts(corpus, believed)
    before = _Before.read(snapshot, corpus)
    return _Comparison(corpus, believed, made, before).difference(), problems


@dataclass(frozen=True)
class _Before:
    """What a snapshot holds, as far as it is compared."""

    default: frozenset[ox.Triple]
    inferred: frozenset[ox.Triple]
    adjudications: frozenset[str]
    sources: frozenset[str]

    @classmethod
    def read(cls, snapshot: Snapshot | None, corpus: Corpus) -> _Before:
        nothing: frozenset[ox.Triple] = frozenset()
        if snapshot is None:
            return cls(nothing, nothing, frozenset(), frozenset())
        store, names = snapshot.open_store(), corpus.names

        def graph(node: ox.NamedNode | ox.DefaultGraph) -> frozenset[ox.Triple]:
            return frozenset(quad.triple for quad in store.quads_for_pattern(None, None, None, node))

        decided = graph(ox.NamedNode(names.graph("adjudications")))
        sources = frozenset(each for each in snapshot.manifest.graphs if each.startswith(names.sources))
        return cls(
            graph(DEFAULT_GRAPH),
            graph(ox.NamedNode(names.graph("inferred"))),
            frozenset(iri_text(triple.subject) for triple in decided),
            sources,
        )


class _Comparison:
    """One comparison: both sides, and their labels."""

    def __init__(self, corpus: Corpus, believed: Believed, made: Parts, before: _Before) -> None:
        self._corpus, self._before = corpus, before
        now = corpus.triples(Role.ONTOLOGY, Role.CONCEPTS, Role.ENTITIES, Role.ADJUDICATIONS)
        self._labels = {**labels(before.default, fallback=True), **labels(now, fallback=True)}
        self._left = frozenset(made.default)
        self._added = self._left - before.default - frozenset(made.inferred)
        self._removed = before.default - self._left - before.inferred
        self._reasons = Reasons(corpus, believed, self._told, self._added, self._removed)

    def difference(self) -> Difference:
        """Everything that changes."""
        added, removed = self._added, self._removed
        evidence = {
            "added": len({t.subject for t in added if self._counted(t)}),
            "removed": len({t.subject for t in removed if self._counted(t)}),
        }
        names = self._corpus.names
        before, now = (
            frozenset(source_of(each, names) for each in graphs)
            for graphs in (self._before.sources, self._corpus.sources)
        )
        decided = frozenset(each.iri.value for each in adjudications(self._corpus))
        return Difference(
            tuple(self._things()),
            self._named(before, now),
            self._named(self._before.adjudications, decided),
            len(added),
            len(removed),
            evidence,
        )

    def _counted(self, triple: ox.Triple) -> bool:
        return self._corpus.names.kind(iri_text(triple.subject)) in _COUNTED

    def _named(self, before: frozenset[str], now: frozenset[str]) -> dict[str, tuple[str, ...]]:
        return {
            "added": tuple(sorted(self._told(iri) for iri in now - before)),
            "removed": tuple(sorted(self._told(iri) for iri in before - now)),
        }

    def _told(self, iri: str) -> str:
        """A thing by its label, else by its name."""
        return self._labels.get(iri) or shorten(iri, self._corpus.names)

    def _things(self) -> Iterator[Changed]:
        """What changes, thing by thing."""
        sides: dict[str, dict[str, tuple[list[Term], list[Term]]]] = defaultdict(
            lambda: defaultdict(lambda: ([], []))
        )
        for side, triples in enumerate((self._removed, self._added)):
            for triple in triples:
                iri = iri_text(triple.subject)
                # Sources are told apart, and their graphs are theirs.
                if iri and not self._counted(triple) and not iri.startswith(self._corpus.names.sources):
                    sides[iri][triple.predicate.value][side].append(triple.object)
        known = {iri_text(t.subject) for t in self._before.default} if sides else set()
        left = {iri_text(t.subject) for t in self._left} if sides else set()
        for iri, said in sorted(sides.items()):
            if iri not in known:
                state = "new"
            elif iri not in left:
                state = "gone"
            else:
                state = "withdrawn" if DEPRECATED.value in said and said[DEPRECATED.value][1] else "changed"
            changes = tuple(
                Change(
                    prop,
                    self._told(prop),
                    tuple(self._value(iri, prop, each, gone=True) for each in sorted(was, key=str)),
                    tuple(self._value(iri, prop, each, gone=False) for each in sorted(now, key=str)),
                )
                for prop, (was, now) in sorted(said.items())
            )
            yield Changed(iri, self._labels.get(iri, ""), state, changes)

    def _value(self, iri: str, prop: str, value: Term, *, gone: bool) -> Value:
        text = self._told(value.value) if isinstance(value, ox.NamedNode) else show(value, self._corpus.names)
        statement = ox.Triple(ox.NamedNode(iri), ox.NamedNode(prop), value)
        why = self._reasons.going(statement) if gone else self._reasons.coming(statement)
        return Value(str(value), text, why)
