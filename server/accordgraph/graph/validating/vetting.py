"""Which shapes the quick validator may judge by: those of which tests show that it tells what pySHACL tells.

It passes over mistakes in shapes that pySHACL names, so whatever is not plainly right is pySHACL's to judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import AccordGraphError
from ..terms import TYPE, Term, term
from .composition import PATH, Shapes, local

_INVERSE = term("sh", "inversePath")
_NODE_SHAPE, _PROPERTY_SHAPE = term("sh", "NodeShape"), term("sh", "PropertyShape")
#: Types by which a shape would also be a target.
_CLASSES = {term("rdfs", "Class"), term("owl", "Class")}
_STRING, _BOOLEAN, _INTEGER = term("xsd", "string"), term("xsd", "boolean"), term("xsd", "integer")
_NUMBERS = {_INTEGER, term("xsd", "decimal"), term("xsd", "double")}
_KINDS = ("BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
#: What regular expressions of Rust and of Python read in different ways: flags, and sets within sets.
_AMBIGUOUS = re.compile(r"\(\?|\[\[|\[\^\[|&&|--|~~")


class ShapesUnusable(AccordGraphError):
    """The shapes cannot be validated by."""


_Fits = Callable[[Shapes, Term], bool]


@dataclass(frozen=True)
class _Parameter:
    """How a parameter of shapes is used: which values fit, whether there may be several, and whether only a
    shape with a path may have it."""

    fits: _Fits
    several: bool = False
    path: bool = False


def _iri(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.NamedNode)


def _term(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.NamedNode | ox.Literal)


def _text(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.Literal)


def _string(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.datatype == _STRING


def _boolean(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.datatype == _BOOLEAN and value.value in ("true", "false")


def _count(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.datatype == _INTEGER and value.value.isdecimal()


def _number(_: Shapes, value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.datatype in _NUMBERS


def _pattern(_: Shapes, value: Term) -> bool:
    if not isinstance(value, ox.Literal) or value.datatype != _STRING or _AMBIGUOUS.search(value.value):
        return False
    try:
        re.compile(value.value)
    except re.error:
        return False
    return True


def _one_of(*names: str) -> _Fits:
    wanted = {term("sh", name) for name in names}
    return lambda _, value: value in wanted


def _list_of(fits: _Fits) -> _Fits:
    def every(shapes: Shapes, value: Term) -> bool:
        items = shapes.items(value)
        return bool(items) and all(fits(shapes, item) for item in items)

    return every


def _way(shapes: Shapes, value: Term) -> bool:
    """A property or the inverse of one."""
    said = shapes.about.get(value, {})
    return isinstance(value, ox.NamedNode) or (
        list(said) == [_INVERSE] and all(isinstance(each, ox.NamedNode) for each in said[_INVERSE])
    )


#: The parameters that the shapes may use: https://www.w3.org/TR/shacl/#core-components
_PARAMETERS: Mapping[str, _Parameter] = {
    "targetClass": _Parameter(_iri, several=True),
    "targetNode": _Parameter(_iri, several=True),
    "targetSubjectsOf": _Parameter(_iri, several=True),
    "path": _Parameter(_way),
    "property": _Parameter(lambda shapes, value: shapes.has_path(value), several=True),
    "or": _Parameter(_list_of(Shapes.is_shape), several=True),
    "not": _Parameter(Shapes.is_shape, several=True),
    "qualifiedValueShape": _Parameter(Shapes.is_shape, path=True),
    "qualifiedMinCount": _Parameter(_count, path=True),
    "minCount": _Parameter(_count, path=True),
    "maxCount": _Parameter(_count, path=True),
    "class": _Parameter(_iri, several=True),
    "datatype": _Parameter(_iri),
    "nodeKind": _Parameter(_one_of(*_KINDS)),
    "pattern": _Parameter(_pattern),
    "minLength": _Parameter(_count),
    "languageIn": _Parameter(_list_of(_string)),
    "uniqueLang": _Parameter(_boolean, path=True),
    "minInclusive": _Parameter(_number),
    "minExclusive": _Parameter(_number),
    "maxInclusive": _Parameter(_number),
    "lessThan": _Parameter(_iri, path=True),
    "lessThanOrEquals": _Parameter(_iri, path=True),
    "hasValue": _Parameter(_term, several=True),
    "closed": _Parameter(_boolean),
    "ignoredProperties": _Parameter(_list_of(_iri)),
    "severity": _Parameter(_one_of("Violation", "Warning", "Info")),
    "message": _Parameter(_text, several=True),
    "name": _Parameter(_text, several=True),
    "description": _Parameter(_text, several=True),
}
#: Parameters that mean nothing one without the other.
_TOGETHER = (("qualifiedValueShape", "qualifiedMinCount"), ("ignoredProperties", "closed"))


def plain(shapes: Iterable[ox.Triple]) -> bool:
    """Whether all shapes are well formed, know no recursion, and use only what is tested."""
    graph = Shapes(shapes)
    nodes = [node for node, said in graph.about.items() if graph.is_shape(node) and list(said) != [_INVERSE]]
    typed = [
        node for node, said in graph.about.items() if {_NODE_SHAPE, _PROPERTY_SHAPE} & {*said.get(TYPE, ())}
    ]
    return all(_well_formed(graph, node) for node in {*nodes, *typed}) and not graph.recursive(nodes)


def near_sighted(shapes: Iterable[ox.Triple]) -> bool:
    """Whether shapes that have targets look no further than a node's own statements and its values' classes.

    That something is said of a node's classes may not trouble them, either.
    """
    known = tuple(shapes)
    graph = Shapes(known)
    return plain(known) and all(_near(graph, node) for node in graph.at_work())


def _near(graph: Shapes, node: Term) -> bool:
    said = graph.about[node]
    if term("sh", "closed") in said:
        return any(TYPE in graph.items(each) for each in said[term("sh", "ignoredProperties")])
    if not graph.has_path(node):
        return True
    beyond = graph.all_parts(graph.parts(node))
    further = (PATH, term("sh", "closed"))
    ways = [each for each in said[PATH] if isinstance(each, ox.NamedNode) and each != TYPE]
    return bool(ways) and not any(prop in graph.about[each] for each in beyond for prop in further)


def _well_formed(graph: Shapes, node: Term) -> bool:
    said = graph.about[node]
    types, path = said.get(TYPE, []), graph.has_path(node)
    if (path and _NODE_SHAPE in types) or (not path and _PROPERTY_SHAPE in types) or _CLASSES & {*types}:
        return False
    given = {name for prop in said if (name := local(prop))}
    if any(len(given & {*pair}) == 1 for pair in _TOGETHER):
        return False
    return all(_fit(graph, name, said[term("sh", name)], path) for name in given)


def _fit(graph: Shapes, name: str, values: list[Term], path: bool) -> bool:
    known = _PARAMETERS.get(name)
    if known is None or (known.path and not path) or (len(values) > 1 and not known.several):
        return False
    return all(known.fits(graph, value) for value in values)
