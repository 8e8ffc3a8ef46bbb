"""What points at a thing is told alike, however it was counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.build import build
from accordgraph.graph.finding import tallies
from accordgraph.graph.finding.indexing import create
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.graph.surveying.gathering import gathered
from accordgraph.graph.surveying.survey import Survey
from accordgraph.web.data import looking
from accordgraph.web.data.incoming import Incoming, Pointers
from accordgraph.web.data.listing import Lister
from accordgraph.web.data.looking import Look
from accordgraph.web.data.reading import Reader

from .counting import Counting


@pytest.fixture(scope="module")
def counted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The checkout's own content; of everything that anything points at, it was counted how much does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "HEAVY", 1)
        folder = tmp_path_factory.mktemp("counted")
        yield build(find_content(root), SnapshotFolder(folder), keep=1)


def test_it_is_told_alike_whether_looked_at_read_or_counted(
    counted: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names(counted.manifest.base)
    reader = Reader(counted.open_store(), names)
    read, told = Lister(reader, names).incoming, Lister(reader, names, counted.search_path).incoming

    def groups(incoming: Incoming, look: Look) -> list[Pointers]:
        found = [
            each if each.total <= 1_000 else replace(each, things=())  # of so many, any
            for each in incoming.groups(look)
        ]
        return sorted(found, key=lambda each: (each.property, each.kind))

    iris = {
        quad.object.value
        for quad in reader.quads(None, None, None, ox.DefaultGraph())
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(names.things)
    }
    assert len(iris) > 500
    several = 0
    for iri in iris:
        by_look = groups(told, Look(reader, iri))
        monkeypatch.setattr(looking, "POINTING", 0)
        by_reading, by_tallies = groups(read, Look(reader, iri)), groups(told, Look(reader, iri))
        monkeypatch.undo()
        assert by_look == by_reading == by_tallies, iri
        several += len(by_look) > 1
    assert several > 100


def test_only_what_much_points_at_is_counted_beforehand(counted: Snapshot) -> None:
    path, names = counted.search_path, Names(counted.manifest.base)
    japan = tallies.tallies_of(path, names.thing("place", "japan"))
    assert japan[names.term("locatedIn")]["place"] > 3
    assert tallies.tallies_of(path, names.thing("place", "nowhere")) == {}


def test_what_was_counted_is_not_read(tmp_path: Path) -> None:
    names = Names("https://w3id.org/accordgraph/")
    hub, given, party = (
        ox.NamedNode(each)
        for each in (names.thing("organization", "hub"), names.term("hasFunder"), names.term("hasParty"))
    )
    said = {("contribution", given, 30_000), ("agreement", party, 20_000), ("total", given, 7)}
    triples = frozenset(
        ox.Triple(ox.NamedNode(names.thing(kind, f"x{number}")), name, hub)
        for kind, name, count in said
        for number in range(count)
    )
    store, path = ox.Store(), tmp_path / "search.sqlite"
    store.extend(ox.Quad(*triple) for triple in triples)
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        tallies.write_tallies(connection, Survey([gathered(Lines.of(triples).text, names)], names))
    properties = ox.NamedNode("http://rdfs.org/ns/void#property")
    metadata = ox.NamedNode(names.graph("metadata"))
    store.extend(ox.Quad(ox.NamedNode(names.dataset), properties, each, metadata) for each in (given, party))
    reader = Counting(store, names)
    found = Lister(reader, names, path).incoming.groups(Look(reader, hub.value))
    assert {(each.kind, ox.NamedNode(each.property), each.total) for each in found} == said
    assert all(each.counted and each.things for each in found if each.kind != "total")
    assert reader.read < 2_000


def test_a_long_list_goes_on_from_page_to_page_in_the_order_of_names(tmp_path: Path) -> None:
    names = Names("https://w3id.org/accordgraph/")
    hub, party = ox.NamedNode(names.thing("organization", "hub")), ox.NamedNode(names.term("hasParty"))
    agreements = [names.thing("agreement", f"x{number:03}") for number in range(tallies.HEAVY * 2)]
    triples = frozenset(ox.Triple(ox.NamedNode(each), party, hub) for each in agreements)
    store, path = ox.Store(), tmp_path / "search.sqlite"
    store.extend(ox.Quad(*triple) for triple in triples)
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        tallies.write_tallies(connection, Survey([gathered(Lines.of(triples).text, names)], names))
    reader = Reader(store, names)
    incoming = Lister(reader, names, path).incoming
    (group,) = incoming.groups(Look(reader, hub.value))
    assert list(group.things) == agreements[: len(group.things)]
    size = 100
    pages = [
        incoming.page(hub.value, party.value, "agreement", begin, size)
        for begin in range(0, len(agreements), size)
    ]
    assert [each for page in pages for each in page.things] == agreements
