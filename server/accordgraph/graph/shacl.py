"""SHACL validation of source graphs and of the default graph (design.md 3), by pySHACL."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
from pyshacl.errors import (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ShapeRecursionWarning,
)
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ..errors import AccordGraphError
from .lint_literals import quiet_literals
from .names import Names
from .terms import MIN_COUNT, SUBCLASS, TYPE, Term, iri_text, term

#: The shape that each subject of a source's graph has to meet; it has no target of its own.
SOURCE_SUBJECT = "SourceSubject"

TARGET_NODE = term("sh", "targetNode")
TARGETS = (
    TARGET_NODE,
    term("sh", "targetClass"),
    term("sh", "targetSubjectsOf"),
    term("sh", "targetObjectsOf"),
)


#: How pySHACL says that a shape makes no sense: a pattern that is none, a count that is no number, ...
_FAULTS = (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ShapeRecursionWarning,
    re.error,
)


class ShapesUnusable(AccordGraphError):
    """The shapes cannot be validated by."""


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
    """The results of one pass, sorted, and pySHACL's own report."""

    violations: tuple[Violation, ...]
    graph: Graph


def to_rdflib(term: Term) -> Node:
    """The same term for rdflib, literals exactly as they are written."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    return BNode(str(term).removeprefix("_:"))


def from_rdflib(node: Node) -> Term:
    """The same term for pyoxigraph."""
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return (
            ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
            if node.datatype
            else ox.Literal(str(node))
        )
    return ox.NamedNode(str(node)) if isinstance(node, URIRef) else ox.BlankNode(str(node))


def rdflib_graph(triples: Iterable[ox.Triple]) -> Graph:
    """Copy statements into an rdflib graph; nothing is normalized on the way."""
    graph = Graph()
    with quiet_literals():
        for triple in triples:
            graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def validate(
    data: Iterable[ox.Triple],
    shapes: Iterable[ox.Triple],
    *,
    focus: Collection[str] = (),
    use: Collection[str] = (),
) -> Report:
    """Validate statements by all shapes that have targets; with `focus`, tell only of these nodes.

    Raises ShapesUnusable where a shape makes no sense.

    With `use`, only these shapes count, whatever their targets, and they are applied to `focus`. pySHACL's
    options of these names are of no use here: its focus_nodes also skips nested shapes on other nodes, and
    its use_shapes loses the property shapes that a shape refers to (tried, 0.40.1).
    """
    if not use:
        return _run(data, rdflib_graph(shapes), focus)
    rules = rdflib_graph(triple for triple in shapes if triple.predicate not in TARGETS)
    for each in _aimed(use, focus):
        rules.add(each)
    return _run(data, rules, focus)


class SourceValidator:
    """Validates what each source says: by every shape but its sh:minCount, and evidence for each subject.

    `context` is the ontology, the entities and the concepts: a source may be silent on what they say.
    """

    def __init__(self, context: Iterable[ox.Triple], shapes: Iterable[ox.Triple], names: Names) -> None:
        rules = [triple for triple in shapes if triple.predicate != MIN_COUNT]
        self._context, self._names = _Context(context), names
        self._rules = rdflib_graph(rules)
        self._wanted = names.shape(SOURCE_SUBJECT)
        self._has_wanted = any(iri_text(triple.subject) == self._wanted for triple in rules)
        self._untargeted = rdflib_graph(triple for triple in rules if triple.predicate not in TARGETS)

    def validate(self, source: Iterable[ox.Triple]) -> Report:
        """Validate one source's statements; raises ShapesUnusable."""
        said = frozenset(source)
        subjects = {iri_text(triple.subject) for triple in said}
        first = _run([*said, *self._context.of(said)], self._rules, subjects)
        if not self._has_wanted:
            return first
        # Evidence has to stand in the source's own graph, so the context is left out here.
        evidenced = _evidenced(said, self._names)
        aimed = _aimed([self._wanted], evidenced)
        for each in aimed:
            self._untargeted.add(each)
        second = _run(said, self._untargeted, evidenced)
        for each in aimed:
            self._untargeted.remove(each)
        return Report(_sorted([*first.violations, *second.violations]), first.graph + second.graph)


class _Context:
    """What is known beside a source, by subject: of it, only what the source's statements lead to counts.

    All paths of the shapes go forward but the one from evidence, which stays in the source's own graph.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by_subject: dict[Term, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            self._by_subject[triple.subject].append(triple)
        self._classes = [
            triple for found in self._by_subject.values() for triple in found if triple.predicate == SUBCLASS
        ]

    def of(self, said: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Return what is known of all that some statements lead to, and which class is under which."""
        found = set(self._classes)
        ahead = [end for triple in said for end in (triple.subject, triple.object)]
        seen: set[Term] = set(ahead)
        while ahead:
            for triple in self._by_subject.get(ahead.pop(), ()):
                found.add(triple)
                if triple.object not in seen:
                    seen.add(triple.object)
                    ahead.append(triple.object)
        return found


def _aimed(shapes: Iterable[str], focus: Iterable[str]) -> list[tuple[URIRef, URIRef, URIRef]]:
    """Return what makes shapes apply to nodes."""
    return [(URIRef(shape), SH.targetNode, URIRef(node)) for shape in shapes for node in focus]


def _run(data: Iterable[ox.Triple], rules: Graph, focus: Collection[str]) -> Report:
    with quiet_literals(), warnings.catch_warnings():
        warnings.simplefilter("error", ShapeRecursionWarning)
        try:
            _, report, _ = pyshacl.validate(rdflib_graph(data), shacl_graph=rules)
        except _FAULTS as error:
            raise ShapesUnusable(f"{str(error).splitlines()[0].rstrip('.')}.") from error
    if not isinstance(report, Graph):
        raise ShapesUnusable(str(report))
    found = (_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))
    return Report(_sorted(one for one in found if not focus or iri_text(one.focus) in focus), report)


def _evidenced(said: frozenset[ox.Triple], names: Names) -> set[str]:
    """The subjects that need evidence: all but the graph itself and the evidence."""
    kinds = (names.term("Evidence"), names.term("SourceGraph"))
    exempt = {t.subject for t in said if t.predicate == TYPE and iri_text(t.object) in kinds}
    return {iri_text(t.subject) for t in said if t.subject not in exempt} - {""}


def _sorted(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(set(violations), key=lambda violation: violation.key))


def _violation(report: Graph, result: Node) -> Violation:
    def local(prop: URIRef) -> str:
        found = report.value(result, prop)
        return str(found).rpartition("#")[2] if isinstance(found, URIRef) else ""

    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    focus = report.value(result, SH.focusNode)
    messages = sorted(
        (message for message in report.objects(result, SH.resultMessage) if isinstance(message, Literal)),
        key=lambda message: (message.language not in ("en", None), str(message)),
    )
    return Violation(
        local(SH.sourceShape),
        local(SH.sourceConstraintComponent),
        str(path) if isinstance(path, URIRef) else "",
        local(SH.resultSeverity),
        from_rdflib(focus) if focus is not None else ox.BlankNode(),
        from_rdflib(value) if value is not None else None,
        str(messages[0]) if messages else "",
    )
