"""The small, named entailment: superclasses, superproperties and inverses of what is stated.

Only statements about things are entailed; the hierarchies themselves are left as they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from ..closure import closure
from ..reading.lines import Lines
from ..terms import INVERSE, SUBCLASS, SUBPROPERTY, TYPE_WRITTEN, iri_text

#: Inverse readings are marked by this sign before the property while the closure is made.
_BACK = "^"


class Entailment:
    """What follows by an ontology's rdfs:subClassOf, rdfs:subPropertyOf and owl:inverseOf.

    Each conclusion has one premise, so that what graphs entail together is what they entail one by one.
    """

    def __init__(self, ontology: Iterable[ox.Triple]) -> None:
        """Close the hierarchies."""
        axioms = list(ontology)
        classes = closure(
            (iri_text(t.subject), iri_text(t.object)) for t in axioms if t.predicate == SUBCLASS
        )
        #: Class -> the classes above it, as they are written.
        self._broader = {
            _node(iri): [_node(each) for each in sorted(found)] for iri, found in classes.items()
        }
        #: Property -> the properties above it, and those that lead back, as they are written.
        self._above: dict[bytes, list[bytes]] = defaultdict(list)
        self._back: dict[bytes, list[bytes]] = defaultdict(list)
        for iri, steps in closure(_property_steps(axioms)).items():
            for step in sorted(steps):
                way = self._back if step.startswith(_BACK) else self._above
                way[_node(iri)].append(_node(step.removeprefix(_BACK)))

    def of(self, stated: Lines) -> Lines:
        """All that some statements entail, of which they may state some themselves."""
        found: set[bytes] = set()
        broader, above, back = self._broader, self._above, self._back
        for subject, prop, value in stated.split([TYPE_WRITTEN, *above, *back]):
            if prop == TYPE_WRITTEN:
                for each in broader.get(value, ()):
                    found.add(b"%s %s %s .\n" % (subject, prop, each))
            for each in above.get(prop, ()):
                found.add(b"%s %s %s .\n" % (subject, each, value))
            for each in back.get(prop, ()) if not value.startswith(b'"') else ():
                found.add(b"%s %s %s .\n" % (value, each, subject))
        return Lines.joined(found)


def _node(iri: str) -> bytes:
    return f"<{iri}>".encode()


def _property_steps(axioms: Iterable[ox.Triple]) -> set[tuple[str, str]]:
    """Pairs of a property's reading and one that it entails, both forwards and backwards."""
    steps: set[tuple[str, str]] = set()
    for triple in axioms:
        low, high = iri_text(triple.subject), iri_text(triple.object)
        if not low or not high:
            continue
        if triple.predicate == SUBPROPERTY:
            steps |= {(low, high), (_BACK + low, _BACK + high)}
        elif triple.predicate == INVERSE:
            for one, other in ((low, high), (high, low)):
                steps |= {(one, _BACK + other), (_BACK + one, other)}
    return steps
