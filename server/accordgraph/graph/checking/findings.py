"""From results of SHACL validation to problems that a person can mend."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox

from ..believing.decisions import Adjudication, adjudications, rivals
from ..linting.amounts import misnamed
from ..linting.literals import literal_fault
from ..linting.names import other_scheme
from ..names import ENTITY_KINDS
from ..prefixes import shorten, show
from ..problems import Place, Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.lines import Lines
from ..reading.locate import Locator
from ..terms import DEPRECATED, LABEL, Term, iri_text, term
from ..validating.reports import Violation
from ..validating.shacl import SOURCE_SUBJECT
from .causes import CLOSED, TWO_VALUES, Causes, classes
from .disputing import dispute
from .instead import DATATYPE, OF_CLASS, Instead

_TWO_TEXTS = "UniqueLangConstraintComponent"
#: Values that are told where there may be one.
_SHOWN = 3
_DOMAIN = term("schema", "domainIncludes")
_AIM, _ASKS = term("sh", "targetSubjectsOf"), term("sh", "property")
_SEVERITIES: Mapping[str, str] = {"Violation": "error", "Warning": "warning", "Info": "warning"}


@dataclass(frozen=True)
class Findings:
    """Turns violations into problems; knows the files and what each source still says."""

    corpus: Corpus
    locator: Locator
    sources: Mapping[str, Lines]

    def of_source(self, graph: str, violations: Iterable[Violation]) -> Iterator[Problem]:
        """Problems of one source's graph, which is validated beside what the entities say of its things."""
        file = self.corpus.sources[graph]
        paths = [file.path, *self.corpus.paths(Role.ENTITIES)]
        unproven = f" `accordgraph suggest TEXT --evidence {file.slug}` prints it, with all else that lacks."
        for violation in self._causes.among(violations):
            if not self._causes.misclassed(violation, graph):
                problem = self._problem(violation, paths)
                more = self._unclassed(violation, graph)
                if violation.shape.startswith(SOURCE_SUBJECT):
                    more, unproven = unproven, ""
                yield replace(problem, message=problem.message + more)

    def of_adjudications(self, violations: Iterable[Violation]) -> Iterator[Problem]:
        """Problems of the adjudications."""
        paths = self.corpus.paths(Role.ADJUDICATIONS)
        return (self._problem(violation, paths) for violation in self._causes.among(violations))

    def of_default(
        self,
        violations: Collection[Violation],
        inferred: Collection[ox.Triple],
        told: Collection[tuple[str, ...]],
    ) -> Iterator[Problem]:
        """Problems of the default graph but for those `told` of a source; disputes between sources are told
        as such, where no value is a mistake by itself."""
        mistyped = {
            (each.focus, each.path)
            for each in violations
            if each.component in (DATATYPE, *OF_CLASS) and _SEVERITIES.get(each.severity) != "warning"
        }
        for violation in self._causes.among(violations):
            # A closed shape is about what people write, not about what it entails.
            if violation.component == CLOSED and _triple(violation) in inferred:
                continue
            rival = self._rivals(violation)
            if not rival and violation.key not in told and not self._causes.misnamed(violation):
                problem = self._problem(violation, self._paths(violation))
                yield problem if problem.line is not None else _of_the_program(problem)
            elif rival and (violation.focus, violation.path) not in mistyped:
                # An amount is what its name says: the rule on amounts tells which value is mistaken.
                named = self.corpus.names.kind(iri_text(violation.focus)) == "amount"
                if not named and not any(self._mistaken(*each) for each in rival):
                    focus = ox.NamedNode(iri_text(violation.focus))
                    prop = ox.NamedNode(violation.path)
                    decided = self._decided.get((focus, prop), [])
                    yield dispute(focus, prop, rival, decided, self.corpus, self.locator)

    def _paths(self, violation: Violation) -> list[str]:
        order = [Role.SOURCES, Role.ENTITIES, Role.CONCEPTS, Role.ONTOLOGY]
        if violation.path == LABEL.value:
            order = [Role.ENTITIES, Role.CONCEPTS, Role.ONTOLOGY, Role.SOURCES]
        return [path for role in order for path in self.corpus.paths(role)]

    def _problem(self, violation: Violation, paths: list[str]) -> Problem:
        names = self.corpus.names
        said = [show(violation.focus, names)]
        if violation.path:
            said.append(shorten(violation.path, names))
        if violation.value is not None and violation.value != violation.focus:
            said.append(show(violation.value, names))
            if violation.component == DATATYPE and isinstance(violation.value, ox.Literal):
                said.append(f"which is {shorten(violation.value.datatype.value, names)}")
        place = self._place(violation, paths)
        more = self._misplaced(violation) or self._several(violation, paths) or self._instead.of(violation)
        return place.problem(
            f"{violation.shape}:{violation.component}",
            f"{violation.message} ({' '.join(said)}){more}",
            _SEVERITIES.get(violation.severity, "error"),
        )

    @cached_property
    def _decided(self) -> Mapping[tuple[Term | None, Term | None], list[Adjudication]]:
        """The adjudications, by what they are about."""
        found: dict[tuple[Term | None, Term | None], list[Adjudication]] = defaultdict(list)
        for each in adjudications(self.corpus):
            found[each.subject, each.prop].append(each)
        return found

    @cached_property
    def _causes(self) -> Causes:
        """What tells causes from what follows."""
        return Causes(self.corpus, self.sources)

    @cached_property
    def _instead(self) -> Instead:
        """What says what to write instead of a value."""
        return Instead(self.corpus)

    @cached_property
    def _domains(self) -> Mapping[str, list[str]]:
        """By the ontology's properties: of what they are said."""
        told: dict[str, list[str]] = defaultdict(list)
        for triple in self.corpus.triples(Role.ONTOLOGY):
            if triple.predicate == _DOMAIN:
                told[iri_text(triple.subject)].append(shorten(iri_text(triple.object), self.corpus.names))
        return told

    def _misplaced(self, violation: Violation) -> str:
        """Of what a property is said that does not belong where it stands."""
        domains = self._domains.get(violation.path, ()) if violation.component == CLOSED else ()
        return f" It is said of {' or '.join(sorted(domains))}." if domains else ""

    def _several(self, violation: Violation, paths: Collection[str]) -> str:
        """Which values stand where there may be one, or one in each language, and where."""
        if violation.component not in (TWO_VALUES, _TWO_TEXTS) or not violation.path:
            return ""
        stated = [
            (triple, file.path)
            for file in self.corpus.files
            if file.path in paths
            for triple in file.lines.told_of(iri_text(violation.focus))
            if triple.predicate.value == violation.path
        ]
        often = Counter(getattr(triple.object, "language", None) for triple, _ in stated)
        told = sorted(
            (path, self.locator.within(path, *triple).line or 0, show(triple.object, self.corpus.names))
            for triple, path in stated
            if violation.component == TWO_VALUES or often[getattr(triple.object, "language", None)] > 1
        )
        values = " and ".join(f"{value} ({path}:{line})" for path, line, value in told[:_SHOWN])
        return f" It has {values}." if len(told) > 1 else ""

    def _unclassed(self, violation: Violation, graph: str) -> str:
        """What to do where a value is not of the right class since this source does not state its class."""
        value = violation.value
        if violation.component not in OF_CLASS or not isinstance(value, ox.NamedNode):
            return ""
        here = (self.sources[graph], self.corpus.entities, self.corpus.said(Role.CONCEPTS))
        kind = self.corpus.names.kind(value.value)
        if kind is None or any(classes(each, value) for each in here):
            return ""
        if kind in ENTITY_KINDS:
            return " State its class in data/entities."
        found = sorted(set().union(*(classes(each, value) for each in self.sources.values())))
        stated = ", ".join(shorten(each, self.corpus.names) for each in found)
        return f" State its class in this file{f', as others do: `a {stated}`' if found else ''}."

    @cached_property
    def _aims(self) -> Mapping[str, set[ox.NamedNode]]:
        """By the local names of shapes of properties: of what properties' subjects they ask them."""
        shapes = self.corpus.triples(Role.SHAPES)
        aims: dict[object, set[ox.NamedNode]] = defaultdict(set)
        for triple in shapes:
            if triple.predicate == _AIM and isinstance(triple.object, ox.NamedNode):
                aims[triple.subject].add(triple.object)
        asked = (each for each in shapes if each.predicate == _ASKS and each.subject in aims)
        return {iri_text(each.object).rpartition("#")[2]: aims[each.subject] for each in asked}

    def _place(self, violation: Violation, paths: list[str]) -> Place:
        focus = violation.focus
        # What a thing lacks since some source says something of it, is that source's to say.
        if violation.value is None and isinstance(focus, ox.NamedNode):
            for prop in sorted(self._aims.get(violation.shape, ()), key=str):
                for _, graph in rivals(self.sources, focus, prop):
                    return self.locator.within(self.corpus.sources[graph].path, focus, prop)
        key: list[object] = [focus]
        if violation.path:
            key.append(ox.NamedNode(violation.path))
            if violation.value is not None:
                key.append(violation.value)
        return self.locator.find(paths, *key)

    def _rivals(self, violation: Violation) -> list[tuple[Term, str]]:
        """The values that different sources give where there may be one, each with its graph."""
        focus = violation.focus
        if violation.component != TWO_VALUES or not isinstance(focus, ox.NamedNode) or not violation.path:
            return []
        found = list(rivals(self.sources, focus, ox.NamedNode(violation.path)))
        differ = len({graph for _, graph in found}) > 1 and len({value for value, _ in found}) > 1
        return found if differ else []

    def _mistaken(self, value: Term, graph: str) -> bool:
        """Whether a rule tells of the value itself that a source gives: of a literal that is written wrong,
        of a thing without a name, that nothing describes or that was withdrawn, of an amount with another's
        name."""
        if isinstance(value, ox.Literal):
            return literal_fault(value, "") is not None
        iri, corpus = iri_text(value), self.corpus
        if not iri.startswith(corpus.names.things):
            return not iri or other_scheme(iri).startswith(corpus.names.things)
        files = (corpus.sources[graph], *corpus.of(Role.ENTITIES, Role.CONCEPTS, Role.SOURCES))
        said = next((found for file in files if (found := list(file.lines.told_of(iri)))), [])
        if corpus.names.kind(iri) == "amount" and misnamed(ox.NamedNode(iri), said, corpus.names):
            return True
        return not said or any(each.predicate == DEPRECATED for each in said)


def _of_the_program(problem: Problem) -> Problem:
    """A problem of what no file says, so that it was derived."""
    advice = (
        f"{problem.message} No file says this: the program derived it. Take the ontology/ and shapes/ that "
        "came with this program, or the program that came with these."
    )
    return replace(problem, file="shapes", message=advice)


def _triple(violation: Violation) -> ox.Triple | None:
    if violation.value is None or not violation.path or isinstance(violation.focus, ox.Literal):
        return None
    return ox.Triple(violation.focus, ox.NamedNode(violation.path), violation.value)
