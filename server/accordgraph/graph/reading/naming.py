"""Names of blank nodes: the same ones for the same statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

#: So many blank nodes that refer to each other may look the same: to name more takes minutes, or for ever.
_ALIKE = 6


def named(triples: Collection[ox.Triple]) -> Collection[ox.Triple]:
    """Statements with blank nodes named by RDFC-1.0, but for such that check refuses: where they are tangled,
    and where triples are values.

    https://www.w3.org/TR/rdf-canon/
    """
    if any(isinstance(triple.object, ox.Triple) for triple in triples) or tangled(triples):
        return triples
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def tangled(triples: Iterable[ox.Triple]) -> set[ox.BlankNode]:
    """The blank nodes that refer to each other where too many of them look the same by what is said of each.

    RDFC-1.0 then tries all their orders, one within the other, and has no bound.
    """
    said: dict[ox.BlankNode, list[str]] = defaultdict(list)
    beside: dict[ox.BlankNode, set[ox.BlankNode]] = defaultdict(set)
    for triple in triples:
        ends = [node for node in (triple.subject, triple.object) if isinstance(node, ox.BlankNode)]
        for node in ends:
            said[node].append(" ".join(_seen_from(node, each) for each in triple))
            beside[node].update(ends)
    looks = {node: "\n".join(sorted(told)) for node, told in said.items()}
    return {node for part in _parts(beside) if _same(looks[each] for each in part) > _ALIKE for node in part}


def _seen_from(node: ox.BlankNode, term: object) -> str:
    """A term of a statement, other blank nodes without their names."""
    if not isinstance(term, ox.BlankNode):
        return str(term)
    return "_:this" if term == node else "_:other"


def _same(looks: Iterable[str]) -> int:
    """How many look as others do."""
    return sum(number for number in Counter(looks).values() if number > 1)


def _parts(beside: dict[ox.BlankNode, set[ox.BlankNode]]) -> Iterator[set[ox.BlankNode]]:
    """The blank nodes, those that hang together at a time."""
    left = set(beside)
    while left:
        part, reached = set[ox.BlankNode](), [left.pop()]
        while reached:
            node = reached.pop()
            part.add(node)
            reached += beside[node] & left
            left -= beside[node]
        yield part
