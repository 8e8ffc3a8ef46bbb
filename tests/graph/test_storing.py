"""The database of a snapshot, written beside its other parts."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing.dataset import CompiledDataset
from accordgraph.graph.checking.check import check
from accordgraph.graph.dumping.packing import Packers
from accordgraph.graph.dumping.pieces import Cuts, Earlier, PieceFiles
from accordgraph.graph.helping import SMALL
from accordgraph.graph.names import METADATA
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.storing import NewStore

from . import small
from .small import append

_TOLD = Lines(b'<urn:s> <urn:p> "o" .\n')


@pytest.fixture
def dataset(root: Path) -> CompiledDataset:
    """The small valid content, compiled."""
    found = check(Content(root)).dataset
    assert found is not None
    return found


def _pieces(dataset: CompiledDataset, folder: Path, packers: Packers) -> PieceFiles:
    earlier = Earlier(None)
    return PieceFiles(folder, Cuts(dataset.graphs, dataset.digests, earlier), packers, earlier)


def test_the_database_has_every_graph_and_what_was_told_last(
    dataset: CompiledDataset, tmp_path: Path
) -> None:
    with Packers(dataset.names) as packers:
        pieces = _pieces(dataset, tmp_path, packers)
        with NewStore(tmp_path / "store", None) as new, new.written(dataset, pieces) as told:
            told.set_result(_TOLD)
    store = ox.Store.read_only(str(tmp_path / "store"))
    about = ox.NamedNode(dataset.names.graph(METADATA))
    assert [quad.triple for quad in store.quads_for_pattern(None, None, None, about)] == list(_TOLD)
    assert len(store) == sum(map(len, dataset.graphs.values())) + 1


def _large(folder: Path, what: str) -> Path:
    """Content of which one source says so much that loading it is begun early."""
    root = small.write(folder)
    source = next((root / "data" / "sources").glob("*.ttl"))
    said = (f'id:{what}-{each} rdfs:label "{what} {each}"@en .' for each in range(SMALL // 60))
    append(root, str(source.relative_to(root)), "\n".join(said))
    return root


#: Begins a database with one content and finishes it with another; in a process of its own, since one with
#: several threads begins nothing. Prints how many processes ran meanwhile and in the end, and how many
#: statements there are and should be.
_BEGUN = """
import os, sys
from pathlib import Path
import pyoxigraph as ox
from accordgraph.graph.believing.adjudication import adjudicate
from accordgraph.graph.believing.dataset import compiled, parts
from accordgraph.graph.dumping.packing import Packers
from accordgraph.graph.dumping.pieces import Cuts, Earlier, PieceFiles
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.reading.locate import Locator
from accordgraph.graph.storing import NewStore
from servers import descendants

folder = Path(sys.argv[3])
with NewStore(folder / "store", None) as new:
    new.begin(read(Content(Path(sys.argv[1])))[0])
    meanwhile = len(descendants(os.getpid())) - 1
    corpus, _ = read(Content(Path(sys.argv[2])))
    believed, _ = adjudicate(corpus, Locator(corpus.files))
    dataset, earlier = compiled(corpus, parts(corpus, believed), {}), Earlier(None)
    with Packers(dataset.names) as packers:
        pieces = PieceFiles(folder, Cuts(dataset.graphs, dataset.digests, earlier), packers, earlier)
        with new.written(dataset, pieces) as told:
            told.set_result(Lines(b""))
there = len(ox.Store.read_only(str(folder / "store")))
print(meanwhile, len(descendants(os.getpid())) - 1, there, sum(map(len, dataset.graphs.values())))
"""


@pytest.mark.parametrize("begun_with", ["thing", "another"])
def test_what_sources_say_is_loaded_as_soon_as_it_is_read(tmp_path: Path, begun_with: str) -> None:
    contents = (_large(tmp_path / "begun", begun_with), _large(tmp_path / "content", "thing"))
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", _BEGUN, *map(str, contents), str(tmp_path)]
    done = subprocess.run(command, cwd=tests, capture_output=True, text=True, timeout=300, check=True)
    meanwhile, after, there, wanted = map(int, done.stdout.split())
    assert (meanwhile, after) == (2, 0)  # what loads, and what brings
    assert there == wanted


def test_nothing_is_waited_for_when_the_other_parts_fail(dataset: CompiledDataset, tmp_path: Path) -> None:
    before = {*threading.enumerate()}
    with Packers(dataset.names) as packers:
        pieces = _pieces(dataset, tmp_path, packers)
        with (
            pytest.raises(OSError, match="disk is full"),
            NewStore(tmp_path / "store", None) as new,
            new.written(dataset, pieces),
        ):
            raise OSError("the disk is full")
    assert {*threading.enumerate()} <= before
