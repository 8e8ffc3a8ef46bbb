"""Statements as they are generated: blocks of terms as Turtle writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from accordgraph.graph.names import KINDS, Names
from accordgraph.graph.prefixes import PREFIXES

Pair = tuple[str, str]


class Block(NamedTuple):
    """Statements of one graph about one subject.

    `graph` is "entities", "inferred", "adjudications" or "source/SLUG". `believed` says whether the default
    graph has them, and from nowhere else: what is overruled or repeated it has not from here.
    """

    graph: str
    subject: str
    pairs: Sequence[Pair]
    believed: bool = True


def namespaces(names: Names) -> Mapping[str, str]:
    """The prefixes that blocks are written with; `stated:` is for the graphs of sources."""
    used = {prefix: PREFIXES[prefix] for prefix in ("dcterms", "foaf", "prov", "rdfs", "skos", "xsd")}
    own = {"accord": names.ontology_namespace, "stated": names.sources}
    return dict(sorted({**used, **own, **{kind: names.thing(kind, "") for kind in KINDS}}.items()))


def text(label: str) -> Pair:
    """A label in English."""
    return "rdfs:label", f'"{label}"@en'


def day(value: str) -> str:
    """A date as a literal."""
    return f'"{value}"^^xsd:date'


def hyphens(name: str) -> str:
    """A property's local name as a part of a slug."""
    return "".join(f"-{each.lower()}" if each.isupper() else each for each in name)
