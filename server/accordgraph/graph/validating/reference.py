"""pySHACL, the reference: it validates by any shapes, slowly, and says what is wrong with shapes."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from threading import Lock

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
from rdflib.term import Node

from ..quiet import quiet_literals
from ..terms import Term
from .reports import Report, Wanted, everything, read_report
from .vetting import ShapesUnusable

#: How pySHACL says that a shape makes no sense: a pattern that is none, a count that is no number, ...
_FAULTS = (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ShapeRecursionWarning,
    re.error,
)


#: Logging and warnings are switched for the whole process while pySHACL works.
_ALONE = Lock()


class ReferenceRules:
    """Shapes as pySHACL applies them."""

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        """Take shapes; whether they make sense is seen when they are applied."""
        with _ALONE:
            self._shapes = _graph(shapes)

    def apply(self, data: str, wanted: Wanted = everything) -> Report:
        """Validate statements in N-Triples; raises ShapesUnusable."""
        triples = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
        with _ALONE, quiet_literals(), warnings.catch_warnings():
            warnings.simplefilter("error", ShapeRecursionWarning)
            try:
                _, report, _ = pyshacl.validate(_graph(triples), shacl_graph=self._shapes)
            except _FAULTS as error:
                raise ShapesUnusable(f"{str(error).splitlines()[0].rstrip('.')}.") from error
        if not isinstance(report, Graph):
            raise ShapesUnusable(str(report))
        return read_report(report.serialize(format="nt"), wanted)


def _graph(triples: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """Copy statements into an rdflib graph; nothing is normalized on the way."""
    graph = Graph()
    with quiet_literals():
        for triple in triples:
            graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(term: Term) -> Node:
    """The same term for rdflib, literals exactly as they are written."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    return BNode(str(term).removeprefix("_:"))
