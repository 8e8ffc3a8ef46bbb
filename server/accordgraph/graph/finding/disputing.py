"""On what sources disagree, in the index of a snapshot: the heaviest things first, and who takes part."""

from __future__ import annotations

import json
import sqlite3

from ..believing.dataset import CompiledDataset
from ..believing.disputes import disputes
from .change import Change

#: The numbers of the things of a list in JSON.
_NUMBERS = "SELECT iri, id FROM thing WHERE iri IN (SELECT value FROM json_each(?))"
_PARTIES = "INSERT OR REPLACE INTO party SELECT ?, place, ? FROM dispute WHERE subject = ? AND property = ?"


def write_disputes(connection: sqlite3.Connection, dataset: CompiledDataset) -> None:
    """Write all disputes, in place of those that are there; things have their numbers already."""
    connection.execute("DELETE FROM dispute")
    connection.execute("DELETE FROM party")
    found = list(disputes(dataset.graphs, dataset.names, dataset.kept))
    wanted = json.dumps(sorted({each.subject for each in found}))
    numbers = dict(connection.execute(_NUMBERS, (wanted,)))
    last = max(numbers.values(), default=0) + 1
    order = sorted(found, key=lambda each: (numbers.get(each.subject, last), each.subject, each.property))
    for place, each in enumerate(order):
        connection.execute("INSERT INTO dispute VALUES (?, ?, ?)", (place, each.subject, each.property))
        rows = (
            (graph.removeprefix(dataset.names.sources), place, overruled)
            for graph, overruled in each.parties.items()
        )
        connection.executemany("INSERT OR REPLACE INTO party VALUES (?, ?, ?)", rows)


def update_disputes(connection: sqlite3.Connection, dataset: CompiledDataset, change: Change) -> None:
    """Write in which disputes the changed sources take part; all disputes, where adjudications changed."""
    if change.adjudicated:
        write_disputes(connection, dataset)
        return
    names, sources = dataset.names, change.sources
    known = (*sources, names.graph("adjudications"))
    graphs = {name: dataset.graphs[name] for name in known if name in dataset.graphs}
    slugs = {graph: graph.removeprefix(names.sources) for graph in sources}
    connection.executemany("DELETE FROM party WHERE source = ?", ((each,) for each in slugs.values()))
    for each in disputes(graphs, names, dataset.kept):
        for graph in sources & each.parties.keys():
            row = (slugs[graph], each.parties[graph], each.subject, each.property)
            connection.execute(_PARTIES, row)
