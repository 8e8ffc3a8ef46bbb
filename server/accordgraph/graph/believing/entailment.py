"""The small, named entailment: superclasses, superproperties and inverses of what is stated (design.md 3).

Only statements about things are entailed; the hierarchies themselves are left as they are written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from ..linting.things import closure
from ..reading.lines import END, Lines
from ..terms import INVERSE, SUBCLASS, SUBPROPERTY, TYPE, iri_text

#: Inverse readings are marked by this sign before the property while the closure is made.
_BACK = "^"


def inferred(stated: Lines, ontology: Iterable[ox.Triple]) -> Lines:
    """What `stated` entails by the ontology's rdfs:subClassOf, rdfs:subPropertyOf and owl:inverseOf, itself
    left out."""
    axioms = list(ontology)
    classes = closure((iri_text(t.subject), iri_text(t.object)) for t in axioms if t.predicate == SUBCLASS)
    properties = closure(_property_steps(axioms))
    kind = str(TYPE).encode()
    #: Property -> the properties above it, and those that lead back, as they are written.
    above: dict[bytes, list[bytes]] = defaultdict(list)
    back: dict[bytes, list[bytes]] = defaultdict(list)
    for iri, steps in properties.items():
        for step in sorted(steps):
            (back if step.startswith(_BACK) else above)[_node(iri)].append(_node(step.removeprefix(_BACK)))
    broader = {_node(iri): [_node(each) for each in sorted(found)] for iri, found in classes.items()}
    found: set[bytes] = set()
    for line in stated.matching([TYPE, *(ox.NamedNode(p) for p in properties if not p.startswith(_BACK))]):
        subject, prop, value = line.removesuffix(END).split(b" ", 2)
        if prop == kind:
            found.update(b"%s %s %s .\n" % (subject, kind, each) for each in broader.get(value, ()))
        found.update(b"%s %s %s .\n" % (subject, each, value) for each in above.get(prop, ()))
        if not value.startswith(b'"'):
            found.update(b"%s %s %s .\n" % (value, each, subject) for each in back.get(prop, ()))
    known = stated.lines()
    return Lines.joined(line for line in found if known[bisect_left(known, line, hi=len(known) - 1)] != line)


def _node(iri: str) -> bytes:
    return f"<{iri}>".encode()


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
