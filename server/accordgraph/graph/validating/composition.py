"""A graph of shapes: which of its nodes are shapes, what these are made of, and which of them are at work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from ..prefixes import PREFIXES
from ..terms import Term, term

_SH = PREFIXES["sh"]
_FIRST, _REST, _NIL = term("rdf", "first"), term("rdf", "rest"), term("rdf", "nil")
PATH = term("sh", "path")
#: The parameters whose values are shapes.
_INSIDE = ("property", "not", "qualifiedValueShape")


class Shapes:
    """A graph of shapes, by subject."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.about: dict[Term, dict[Term, list[Term]]] = {}
        for triple in triples:
            said = self.about.setdefault(triple.subject, defaultdict(list))
            if triple.object not in said[triple.predicate]:
                said[triple.predicate].append(triple.object)

    def items(self, node: Term) -> list[Term]:
        """The items of a list; none where it is no list that ends."""
        found: list[Term] = []
        while node != _NIL:
            said = self.about.get(node, {})
            first, rest = said.get(_FIRST, ()), said.get(_REST, ())
            if len(first) != 1 or len(rest) != 1 or first[0] in found:
                return []
            found.append(first[0])
            node = rest[0]
        return found

    def is_shape(self, node: Term) -> bool:
        """Whether something is said of a node as of a shape."""
        return any(local(prop) for prop in self.about.get(node, ()))

    def has_path(self, node: Term) -> bool:
        """Whether a node is a shape of a property's values."""
        return PATH in self.about.get(node, ())

    def parts(self, node: Term) -> list[Term]:
        """The shapes that a shape is made of."""
        said = self.about.get(node, {})
        found = [each for name in _INSIDE for each in said.get(term("sh", name), ())]
        return found + [item for each in said.get(term("sh", "or"), ()) for item in self.items(each)]

    def all_parts(self, nodes: Iterable[Term]) -> set[Term]:
        """Shapes, and all that they are made of."""
        ahead = list(nodes)
        found: set[Term] = set(ahead)
        while ahead:
            news = [each for each in self.parts(ahead.pop()) if each not in found]
            found.update(news)
            ahead += news
        return found

    def at_work(self) -> set[Term]:
        """The shapes that have targets, and all that they are made of."""
        return self.all_parts(node for node, said in self.about.items() if any(map(is_target, said)))

    def recursive(self, nodes: Iterable[Term]) -> bool:
        """Whether any of some shapes leads back to itself."""
        done: set[Term] = set()
        ahead: set[Term] = set()

        def leads_back(node: Term) -> bool:
            if node in done:
                return False
            if node in ahead:
                return True
            ahead.add(node)
            found = any(leads_back(each) for each in self.parts(node))
            ahead.discard(node)
            done.add(node)
            return found

        return any(leads_back(node) for node in nodes)


def is_target(prop: Term) -> bool:
    """Whether a property says which nodes a shape is applied to."""
    return local(prop).startswith("target")


def local(prop: Term) -> str:
    """A parameter's name; "" where a property is none of SHACL's."""
    iri = prop.value if isinstance(prop, ox.NamedNode) else ""
    return iri.removeprefix(_SH) if iri.startswith(_SH) else ""
