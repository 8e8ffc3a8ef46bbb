"""What a validation tells: its results as values, and as a SHACL report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..terms import TRUE, TYPE, Subject, Term, iri_text, term

_REPORT = term("sh", "ValidationReport")
_RESULT = term("sh", "ValidationResult")
_FALSE = ox.Literal("false", datatype=term("xsd", "boolean"))

#: What is said of one node, by property.
_About = Mapping[ox.NamedNode, list[Term]]


@dataclass(frozen=True)
class Violation:
    """One result of a validation.

    `shape` and `component` are local names ("" for a shape without a name); `path` is the property's IRI (""
    for a longer path or none); `focus` and `value` are terms; `severity` is "Violation", "Warning" or "Info".
    """

    shape: str
    component: str
    path: str
    severity: str
    focus: Term
    value: Term | None
    message: str

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes two results of different passes the same finding, and what results are sorted by."""
        return (self.shape, self.component, self.path, str(self.focus), str(self.value))


@dataclass(frozen=True)
class Report:
    """The results of a validation: as values, sorted, and as the validator's own statements on each."""

    violations: tuple[Violation, ...]
    statements: tuple[ox.Triple, ...]


#: Which results count.
Wanted = Callable[[Violation], bool]


def everything(_: Violation) -> bool:
    """All results count."""
    return True


def read_report(text: str | bytes, wanted: Wanted = everything) -> Report:
    """Read a validator's report, written in N-Triples, as far as its results are wanted.

    Blank nodes get new names, so that the statements of many reports can be put together.
    """
    about: dict[Term, list[ox.Triple]] = defaultdict(list)
    for found in ox.parse(text, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=True):
        about[found.subject].append(ox.Triple(found.subject, found.predicate, found.object))
    violations: list[Violation] = []
    statements: list[ox.Triple] = []
    for node in list(about):
        said = _by_property(about[node])
        if _RESULT in said.get(TYPE, ()):
            violation = _violation(said)
            if wanted(violation):
                violations.append(violation)
                statements += _described(node, about)
    return Report(_sorted(violations), tuple(statements))


def joined(reports: Iterable[Report]) -> Report:
    """The results of several reports as one."""
    found = list(reports)
    return Report(
        _sorted(violation for report in found for violation in report.violations),
        tuple(statement for report in found for statement in report.statements),
    )


def report_statements(reports: Iterable[Report]) -> list[ox.Triple]:
    """All results as one report: https://www.w3.org/TR/shacl/#results-validation-report."""
    statements = joined(reports).statements
    results: list[Subject] = [t.subject for t in statements if t.predicate == TYPE and t.object == _RESULT]
    report = ox.BlankNode()
    return [
        ox.Triple(report, TYPE, _REPORT),
        ox.Triple(report, term("sh", "conforms"), _FALSE if results else TRUE),
        *(ox.Triple(report, term("sh", "result"), result) for result in results),
        *statements,
    ]


def _by_property(statements: Iterable[ox.Triple]) -> _About:
    said: dict[ox.NamedNode, list[Term]] = defaultdict(list)
    for triple in statements:
        said[triple.predicate].append(triple.object)
    return said


def _described(node: Term, about: Mapping[Term, list[ox.Triple]]) -> Iterator[ox.Triple]:
    """What is said of a result, and of the blank nodes that this leads to: long paths, shapes without
    names."""
    ahead, seen = [node], {node}
    while ahead:
        for triple in about.get(ahead.pop(), ()):
            yield triple
            if isinstance(triple.object, ox.BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                ahead.append(triple.object)


def _violation(said: _About) -> Violation:
    def one(name: str) -> Term | None:
        return next(iter(said.get(term("sh", name), ())), None)

    messages = sorted(
        (message for message in said.get(term("sh", "resultMessage"), ()) if isinstance(message, ox.Literal)),
        key=lambda message: (message.language not in ("en", None), message.value),
    )
    return Violation(
        iri_text(one("sourceShape")).rpartition("#")[2],
        iri_text(one("sourceConstraintComponent")).rpartition("#")[2],
        iri_text(one("resultPath")),
        iri_text(one("resultSeverity")).rpartition("#")[2],
        one("focusNode") or ox.BlankNode(),
        one("value"),
        messages[0].value if messages else "",
    )


def _sorted(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(set(violations), key=lambda violation: violation.key))
