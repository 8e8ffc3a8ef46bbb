"""The database of a snapshot, written beside its other parts."""

from __future__ import annotations

import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing.dataset import CompiledDataset
from accordgraph.graph.cataloguing.metadata import metadata_graph
from accordgraph.graph.checking.check import check
from accordgraph.graph.dumping.packing import Packers
from accordgraph.graph.dumping.pieces import Cuts, Earlier, PieceFiles
from accordgraph.graph.reading.content import Content
from accordgraph.graph.storing import writing_store

_TOLD = (ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o")),)


@pytest.fixture
def dataset(root: Path) -> CompiledDataset:
    """The small valid content, compiled."""
    found = check(Content(root)).dataset
    assert found is not None
    return found


def _pieces(dataset: CompiledDataset, folder: Path, packers: Packers) -> PieceFiles:
    earlier = Earlier(None)
    return PieceFiles(folder, Cuts(dataset.graphs, dataset.digests(), earlier), packers, earlier)


def test_the_database_has_every_graph_and_what_was_told_last(
    dataset: CompiledDataset, tmp_path: Path
) -> None:
    with Packers(dataset.names) as packers:
        pieces = _pieces(dataset, tmp_path, packers)
        with writing_store(dataset, pieces, tmp_path / "store", None) as told:
            told.set_result(_TOLD)
    store = ox.Store.read_only(str(tmp_path / "store"))
    about = ox.NamedNode(metadata_graph(dataset.names))
    assert [quad.triple for quad in store.quads_for_pattern(None, None, None, about)] == list(_TOLD)
    assert len(store) == sum(map(len, dataset.graphs.values())) + 1


def test_nothing_is_waited_for_when_the_other_parts_fail(dataset: CompiledDataset, tmp_path: Path) -> None:
    before = threading.active_count()
    with Packers(dataset.names) as packers:
        pieces = _pieces(dataset, tmp_path, packers)
        with (
            pytest.raises(OSError, match="disk is full"),
            writing_store(dataset, pieces, tmp_path / "store", None),
        ):
            raise OSError("the disk is full")
    assert threading.active_count() == before
