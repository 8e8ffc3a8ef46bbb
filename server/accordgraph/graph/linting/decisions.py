"""Adjudications that overrule something though nobody disagrees with it, or so that nothing is left of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..believing.decisions import Adjudication, adjudications, rivals
from ..prefixes import shorten, show
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import Term, iri_text

#: Kinds of adjudications that take something out of a graph.
_OVERRULING = ("statement", "thing")
#: A subject and a property, as they are written in lines, with a space between.
_Asked = str
#: What a graph says of what is asked: values as they are written,
#: or None where it does not speak of the subject.
_Held = Mapping[_Asked, list[str] | None]


def needless_decisions(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find adjudications whose rival graphs do not disagree with the statement that is overruled, those that
    decide what another decides, and those that leave nothing to believe."""
    # What else is wrong with one is told where it is applied.
    sound = (each for each in adjudications(corpus) if not each.fault(corpus))
    decisions = [each.without(each.lost(corpus)) for each in sound]
    omissions = _Omissions.of(decisions)
    asked: dict[str, set[_Asked]] = defaultdict(set)
    for decision in decisions:
        for rival in decision.rivals if decision.overrules == "statement" else ():
            asked[iri_text(rival)].add(_asked(decision))
    held = {graph: _held(graph, sorted(pairs), corpus) for graph, pairs in sorted(asked.items())}
    overruled = _Overruled.of(decisions)
    for decision in decisions:
        fault = _fault(decision, held, omissions, corpus) or overruled.fault(
            decision, held, omissions, corpus
        )
        if fault:
            place = locator.within(decision.file, decision.iri)
            message = f"The adjudication {shorten(decision.iri.value, corpus.names)} {fault}"
            yield place.problem("rival-graph", message)


@dataclass(frozen=True)
class _Omissions:
    """The graphs that take part in disputes which adjudications name without overruling anything: there, a
    source may disagree by leaving out what another states."""

    parties: Mapping[_Asked, set[Term]]

    @classmethod
    def of(cls, decisions: list[Adjudication]) -> _Omissions:
        """Those that adjudications name."""
        parties: dict[_Asked, set[Term]] = defaultdict(set)
        for each in decisions:
            if each.overrules == "nothing":
                parties[_asked(each)].update(each.rivals)
        return cls(parties)

    def between(self, decision: Adjudication, rival: Term) -> bool:
        """Whether what a decision overrules and a rival are named as parties of a dispute."""
        return {decision.graph, rival} <= self.parties.get(_asked(decision), set())


@dataclass(frozen=True)
class _Overruled:
    """What is overruled, each with the first adjudication that says so: the graph, subject and property with
    the value, or of a whole thing the subject alone; and the graphs that are named as rivals on what."""

    by: Mapping[tuple[str, str, str], Adjudication]
    rivals: Mapping[_Asked, set[str]]

    @classmethod
    def of(cls, decisions: list[Adjudication]) -> _Overruled:
        """What adjudications overrule."""
        by: dict[tuple[str, str, str], Adjudication] = {}
        named: dict[_Asked, set[str]] = defaultdict(set)
        for each in decisions:
            if each.overrules in _OVERRULING:
                by.setdefault(cls._key(each), each)
            if each.overrules == "statement":
                named[_asked(each)].update(map(iri_text, each.rivals))
        return cls(by, named)

    @staticmethod
    def _key(decision: Adjudication) -> tuple[str, str, str]:
        if decision.overrules == "thing":
            return iri_text(decision.graph), str(decision.subject), ""
        return iri_text(decision.graph), _asked(decision), str(decision.value)

    def fault(
        self, decision: Adjudication, held: Mapping[str, _Held], omissions: _Omissions, corpus: Corpus
    ) -> str:
        """What is wrong with a decision beside the others; "" where nothing is."""
        if decision.overrules not in _OVERRULING:
            return ""
        if (first := self.by[self._key(decision)]) != decision:
            name = shorten(first.iri.value, corpus.names)
            return f"overrules what {name} overrules already; keep one of the two."
        disputed = decision.overrules == "statement" and not any(
            omissions.between(decision, rival) for rival in decision.rivals
        )
        if disputed and not self._leaves(decision, held, corpus):
            prop, subject = show(decision.prop, corpus.names), show(decision.subject, corpus.names)
            return (
                f"and others overrule every {prop} of {subject} that a source states, so that nothing is "
                "left to believe; let one of the values stand. Where none is right, overrule the thing "
                "itself, by its subject and graph alone, in each source that speaks of it."
            )
        return ""

    def _leaves(self, decision: Adjudication, held: Mapping[str, _Held], corpus: Corpus) -> bool:
        """Whether a value stands: mostly it is one of a rival's, else any source may have it."""
        asked, subject, prop = _asked(decision), decision.subject, decision.prop
        near = ((graph, value) for graph in self.rivals[asked] for value in held[graph][asked] or ())
        if any(self._stands(graph, asked, value) for graph, value in near):
            return True
        if not isinstance(subject, ox.NamedNode) or not isinstance(prop, ox.NamedNode):
            return True
        sources = {graph: file.lines for graph, file in corpus.sources.items()}
        return any(self._stands(graph, asked, str(value)) for value, graph in rivals(sources, subject, prop))

    def _stands(self, graph: str, asked: _Asked, value: str) -> bool:
        whole = (graph, asked.split(" ", 1)[0], "")
        return (graph, asked, value) not in self.by and whole not in self.by


def _asked(decision: Adjudication) -> _Asked:
    return f"{decision.subject} {decision.prop}"


def _held(graph: str, asked: list[_Asked], corpus: Corpus) -> _Held:
    """What a graph says of subjects and properties, as it was found before for the same graph."""
    lines = corpus.sources[graph].lines

    def find() -> bytes:
        found: dict[_Asked, list[str] | None] = {}
        for each in asked:
            beginning = f"{each} ".encode()
            values = [line[len(beginning) : -3].decode() for line in lines.starting(beginning)]
            spoken = next(lines.starting(beginning.split(b" ", 1)[0] + b" "), None) is not None
            found[each] = values if spoken else None
        lines.forget()
        return json.dumps(found).encode()

    held: _Held = json.loads(corpus.kept.get(corpus.kept.key("held", lines.own_digest, *asked), find))
    return held


def _fault(decision: Adjudication, held: Mapping[str, _Held], omissions: _Omissions, corpus: Corpus) -> str:
    """What is wrong with the rivals of a decision; "" where nothing is."""
    if decision.graph is not None and decision.graph in decision.rivals:
        graph = show(decision.graph, corpus.names)
        return (
            f"overrules {graph} and names it as a rival, too; accord:rivalGraph names the graphs that hold "
            "the other value."
        )
    if decision.overrules != "statement":
        return ""
    key, value = _asked(decision), str(decision.value)
    for rival in decision.rivals:
        values = held[iri_text(rival)][key]
        if any(each != value for each in values or ()):
            return ""
        if values == [] and omissions.between(decision, rival):
            return ""
    prop, subject = show(decision.prop, corpus.names), show(decision.subject, corpus.names)
    named = "names no rival graph" if not decision.rivals else "names no rival graph that says otherwise"
    return (
        f"{named}: name by accord:rivalGraph a source that states another {prop} of {subject}. Where none "
        "does, nothing is disputed, and the adjudication goes; where a source disagrees by leaving it out, "
        "another adjudication says so, with subject, property and both graphs as rivals."
    )
