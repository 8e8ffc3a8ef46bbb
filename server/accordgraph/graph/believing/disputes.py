"""On what sources disagree: the statements that adjudications are about, and the graphs that take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..kept import Kept
from ..names import Names
from ..reading.keeping import speaking
from ..reading.lines import Lines
from ..terms import iri_text


@dataclass(frozen=True)
class Dispute:
    """A subject, and the property on which sources disagree, "" for the whole subject; the graphs of those
    that take part, each with whether it is overruled."""

    subject: str
    property: str
    parties: Mapping[str, bool]


#: How exactly a date is known is told with the date.
_EXACTNESS = "datePrecision"


def told_apart(properties: Iterable[str]) -> list[str]:
    """Some disputed properties of one thing, sorted, without what is told with another of them."""
    found = sorted(set(properties))
    return [each for each in found if not each.endswith(f"#{_EXACTNESS}")] or found


def disputes(graphs: Mapping[str, Lines], names: Names, kept: Kept) -> list[Dispute]:
    """All disputes of a dataset, by subject and property; `kept` is what was found of the graphs before."""
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in graphs.get(names.graph("adjudications"), ()):
        parts[iri_text(triple.subject)][triple.predicate.value].append(iri_text(triple.object))
    found: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for said in parts.values():
        for subject in said[names.term("overrulesSubject")]:
            prop = next(iter(said[names.term("overrulesProperty")]), "")
            parties = found[subject, prop]
            for graph in said[names.term("rivalGraph")]:
                parties.setdefault(graph, False)
            parties |= dict.fromkeys(said[names.term("overrulesGraph")], True)
    for subject, prop, graph in _stated(graphs, names, found, kept):
        found[subject, prop].setdefault(graph, False)
    by_subject: dict[str, list[str]] = defaultdict(list)
    for subject, prop in found:
        by_subject[subject].append(prop)
    return [
        Dispute(subject, prop, found[subject, prop])
        for subject, properties in sorted(by_subject.items())
        for prop in told_apart(properties)
    ]


def _stated(
    graphs: Mapping[str, Lines], names: Names, wanted: Iterable[tuple[str, str]], kept: Kept
) -> Iterator[tuple[str, str, str]]:
    """Subjects and properties that are in dispute, with each source's graph that states a value."""
    keys = frozenset(wanted)
    sources = {graph: lines for graph, lines in graphs.items() if graph.startswith(names.sources)}
    for graph, there in speaking((subject for subject, prop in keys if prop), sources, kept):
        said = {(iri, triple.predicate.value) for iri in there for triple in sources[graph].told_of(iri)}
        yield from ((*key, graph) for key in said & keys)
