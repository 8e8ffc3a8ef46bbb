"""What points at a thing is told alike, however it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.build import build
from accordgraph.graph.finding import tallies
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.web import looking
from accordgraph.web.incoming import Incoming, Pointers
from accordgraph.web.listing import Lister
from accordgraph.web.looking import Look
from accordgraph.web.reading import Reader


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
        return sorted(incoming.groups(look), key=lambda each: (each.property, each.kind))

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
