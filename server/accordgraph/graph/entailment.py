"""The small, named entailment: superclasses, superproperties and inverses of what is stated (design.md 3).

Only statements about things are entailed; the hierarchies themselves are left as they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from .lint_things import closure
from .terms import INVERSE, SUBCLASS, SUBPROPERTY, TYPE, iri_text

#: Inverse readings are marked by this sign before the property while the closure is made.
_BACK = "^"


def inferred(stated: frozenset[ox.Triple], ontology: Iterable[ox.Triple]) -> frozenset[ox.Triple]:
    """What `stated` entails by the ontology's rdfs:subClassOf, rdfs:subPropertyOf and owl:inverseOf, itself
    left out."""
    axioms = list(ontology)
    classes = closure((iri_text(t.subject), iri_text(t.object)) for t in axioms if t.predicate == SUBCLASS)
    properties = closure(_property_steps(axioms))
    found: set[ox.Triple] = set()
    for triple in stated:
        if triple.predicate == TYPE:
            for iri in classes.get(iri_text(triple.object), ()):
                found.add(ox.Triple(triple.subject, TYPE, ox.NamedNode(iri)))
        for step in properties.get(triple.predicate.value, ()):
            if not step.startswith(_BACK):
                found.add(ox.Triple(triple.subject, ox.NamedNode(step), triple.object))
            elif not isinstance(triple.object, ox.Literal):
                found.add(ox.Triple(triple.object, ox.NamedNode(step.removeprefix(_BACK)), triple.subject))
    return frozenset(found - stated)


def _property_steps(axioms: Iterable[ox.Triple]) -> list[tuple[str, str]]:
    """Pairs of a property's reading and one that it entails, both forwards and backwards."""
    steps: dict[tuple[str, str], None] = defaultdict()
    for triple in axioms:
        low, high = iri_text(triple.subject), iri_text(triple.object)
        if not low or not high:
            continue
        if triple.predicate == SUBPROPERTY:
            steps[low, high] = steps[_BACK + low, _BACK + high] = None
        elif triple.predicate == INVERSE:
            for one, other in ((low, high), (high, low)):
                steps[one, _BACK + other] = steps[_BACK + one, other] = None
    return list(steps)
