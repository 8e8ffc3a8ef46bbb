"""Why a statement comes or goes, in words: who says it, or what overrules it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

import pyoxigraph as ox

from ..believing.adjudication import Believed
from ..believing.decisions import Adjudication, adjudications
from ..names import Names
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.lines import Lines
from ..reading.ntriples import END
from ..terms import Term, iri_text


class Reasons:
    """The reasons for all statements that come and go: whatever may hold these is looked through once."""

    def __init__(
        self,
        corpus: Corpus,
        believed: Believed,
        called: Callable[[str], str],
        added: AbstractSet[ox.Triple],
        removed: AbstractSet[ox.Triple],
    ) -> None:
        """Find where the statements stand and what overrules them; `called` is what a thing is called."""
        self._names, self._called = corpus.names, called
        self._stated = _holding(added, believed.sources)
        files = {each.path: each.lines for each in corpus.files}
        self._written = _holding(added - self._stated.keys(), files)
        self._overruled = _holding(removed, believed.overruled)
        self._decisions: dict[tuple[Term | None, ...], list[ox.NamedNode]] = defaultdict(list)
        for each in adjudications(corpus):
            self._decisions[_overruling(each)].append(each.iri)
        self._given = _given(corpus)

    def coming(self, statement: ox.Triple) -> str:
        """Who says a statement."""
        if graphs := self._stated.get(statement):
            return f"stated by {' and '.join(self._called(source_of(each, self._names)) for each in graphs)}"
        files = self._written.get(statement)
        return f"from {files[0]}" if files else "derived"

    def going(self, statement: ox.Triple) -> str:
        """What overrules a statement, or that nobody says it any more."""
        graphs = self._overruled.get(statement)
        if not graphs:
            return "stated no more"
        subject, prop, value = statement
        about: list[tuple[Term, ...]] = [(subject, prop, value)]
        about += [(each, ox.NamedNode(graph)) for each in {subject, value} for graph in graphs]
        decisions = sorted({iri.value for each in about for iri in self._decisions.get(each, ())})
        told = [self._called(iri) + self._given.get(iri, "") for iri in decisions]
        return f"overruled by {'; '.join(told)}" if told else "overruled"


def source_of(graph: str, names: Names) -> str:
    """The source that a graph is of."""
    return names.thing("source", graph.removeprefix(names.sources))


def _overruling(decision: Adjudication) -> tuple[Term | None, ...]:
    """What a decision overrules: a statement, by its terms, or a thing in a graph; else nothing."""
    match decision.overrules:
        case "statement":
            return decision.subject, decision.prop, decision.value
        case "thing":
            return decision.subject, decision.graph
    return ()


def _given(corpus: Corpus) -> dict[str, str]:
    """The reasons that decisions give in English, each behind a colon."""
    reason = ox.NamedNode(corpus.names.term("reason"))
    found: dict[str, str] = {}
    for subject, prop, text in sorted(corpus.triples(Role.ADJUDICATIONS), key=str):
        if prop == reason and isinstance(text, ox.Literal) and text.language in (None, "en"):
            found.setdefault(iri_text(subject), f": {text.value}")
    return found


def _holding(wanted: AbstractSet[ox.Triple], held: Mapping[str, Lines]) -> dict[ox.Triple, list[str]]:
    """Where each of some statements stands, sorted: what may hold them is looked through once for all."""
    by_line = {str(triple).encode() + END: triple for triple in wanted}
    found: dict[ox.Triple, list[str]] = defaultdict(list)
    for name, lines in sorted(held.items()) if wanted else ():
        for line in lines.lines():
            if line in by_line:
                found[by_line[line]].append(name)
    return found
