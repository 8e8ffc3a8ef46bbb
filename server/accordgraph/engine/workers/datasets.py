"""The dataset of a query: the graphs that its request or its own text names, as the store can look at them.

Two things are mended here. The engine does not merge several graphs into one default graph, as the
specification has it, but finds twice what two of them say; and the graph that dumps and other engines name
`believed` is the store's default graph, which has no name there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.patterns import graphs_of
from ...graph.reading.tokens import tokens
from ...graph.terms import DEFAULT_GRAPH

_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
#: Graphs as the engine takes them.
NamedGraph = ox.NamedNode | ox.BlankNode
Graph = NamedGraph | ox.DefaultGraph


@dataclass(frozen=True)
class Dataset:
    """A store, and of its graphs those that a query sees; None: those that it names itself, or all."""

    store: ox.Store
    default: list[Graph] | None = None
    named: list[NamedGraph] | None = None


def dataset(
    store: ox.Store, default: Iterable[ox.NamedNode], named: Iterable[ox.NamedNode], believed: str
) -> Dataset:
    """Return where to look for what these graphs say; `believed` is the name of the default graph."""
    graphs = list[Graph](dict.fromkeys(DEFAULT_GRAPH if each.value == believed else each for each in default))
    wanted = list[NamedGraph](dict.fromkeys(named))
    apart = _apart(store, sorted(graphs, key=lambda each: each != DEFAULT_GRAPH))
    if apart is not None:
        return Dataset(store, apart, wanted)
    merged = ox.Store()
    for graph in graphs:
        merged.extend(ox.Quad(*each.triple) for each in _said(store, graph))
    for graph in wanted:
        merged.extend(_said(store, graph))
    return Dataset(merged, [DEFAULT_GRAPH], wanted)


def named_by(
    text: str, look: Callable[[str], ox.QuerySolutions]
) -> tuple[list[ox.NamedNode], list[ox.NamedNode]] | None:
    """Return the graphs that a query names by FROM and by FROM NAMED; None where it names none.

    `look` answers queries.
    """
    asked = naming(text)
    if asked is None:
        return None
    try:
        return named_in(look(asked))
    except SyntaxError:
        return None  # of which the query itself tells, with its place


def naming(text: str) -> str | None:
    """Return the query which IRIs a query's FROM and FROM NAMED are, by the bases and prefixes that it
    declares; None where it has none."""
    if "from" not in text.lower():
        return None
    prologue, names = _clauses(text)
    if not names:
        return None
    rows = " ".join(f"({str(is_named).lower()} {name})" for is_named, name in names)
    return f"{text[:prologue]} SELECT ?named ?graph {{ VALUES (?named ?graph) {{ {rows} }} }}"


def named_in(rows: Iterable[ox.QuerySolution]) -> tuple[list[ox.NamedNode], list[ox.NamedNode]]:
    """Return the graphs that the answer to `naming` tells: those of FROM, those of FROM NAMED."""
    found = list(rows)
    graphs = [(each["named"] == ox.Literal(True), each["graph"]) for each in found]
    return [each for is_named, each in graphs if not is_named], [
        each for is_named, each in graphs if is_named
    ]


def _clauses(text: str) -> tuple[int, list[tuple[bool, str]]]:
    """Return where a query's prologue ends, and the names in its FROM and FROM NAMED, whether NAMED stands
    before each."""
    prologue, depth, before = 0, 0, ""
    found = list[tuple[bool, str]]()
    for token in tokens(text):
        word = token.word
        if word in _FORMS and not prologue:
            prologue = token.start
        if token.kind == "open":
            if token.text == "{" and depth == 0 and before != "CONSTRUCT":
                break
            depth += 1
        elif token.kind == "close":
            depth -= 1
        elif token.kind in ("iri", "name") and before in ("FROM", "NAMED") and depth == 0:
            found.append((before == "NAMED", token.text))
        before = word
    return prologue, found


def _apart(store: ox.Store, graphs: Iterable[Graph]) -> list[Graph] | None:
    """Return some of these graphs, which say all that they say, and nothing twice; None where there are no
    such."""
    apart = dict[Graph, None]()
    for graph in graphs:
        known = set[bool]()
        # The first one is the default graph, where that is among them, and much the longest.
        for quad in _said(store, graph) if apart else ():
            known.add(any(each in apart for each in graphs_of(store, quad.triple)))
            if len(known) > 1:
                return None
        if not apart or known == {False}:
            apart[graph] = None
    return list(apart)


def _said(store: ox.Store, graph: Graph) -> Iterable[ox.Quad]:
    return store.quads_for_pattern(None, None, None, graph)
