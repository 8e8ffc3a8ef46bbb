"""Digests of graphs: the same statements give the same digest, wherever and whenever."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

import pyoxigraph as ox

from ..reading.naming import named

#: The name of the default graph in mappings of graphs.
DEFAULT = "default"


def canonical(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The statements sorted as canonical N-Triples, blank nodes `named` where there are any."""
    found: Collection[ox.Triple] = list(triples)
    if any(isinstance(node, ox.BlankNode) for triple in found for node in (triple.subject, triple.object)):
        found = named(found)
    return sorted(found, key=line)


def line(triple: ox.Triple) -> bytes:
    """One statement as a line of canonical N-Triples, without its end."""
    return str(triple).encode()


def graph_digest(name: str, triples: Iterable[ox.Triple]) -> str:
    """SHA-256 of a graph's sorted canonical N-Quads, as 64 hexadecimal digits; `triples` are canonical
    already."""
    node = None if name == DEFAULT else ox.NamedNode(name)
    quads = [ox.Quad(t.subject, t.predicate, t.object, node) for t in triples]
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return hashlib.sha256(b"".join(sorted(lines.splitlines(keepends=True)))).hexdigest()


def changed(now: Mapping[str, object], before: Mapping[str, object]) -> set[str]:
    """Of what is not as it was, such as graphs by their digests: with what came and what went."""
    return {each for each in now.keys() | before.keys() if now.get(each) != before.get(each)}


def dataset_digest(graphs: Mapping[str, str]) -> str:
    """SHA-256 over the sorted digests of the graphs, those of the metadata left out."""
    return hashlib.sha256("".join(f"{digest}\n" for digest in sorted(graphs.values())).encode()).hexdigest()
