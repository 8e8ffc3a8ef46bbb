"""What a snapshot's folder holds, written part by part."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox

from .. import __version__
from .chronicle import write_chronicle
from .comparing import iris
from .completion import write_completion
from .dataset import CompiledDataset
from .digest import canonical, dataset_digest, graph_digest
from .dumps import finish_dumps, write_dumps
from .history import DUMP, State
from .indexing import write_index
from .metadata import metadata, metadata_graph, version
from .pieces import Kept
from .prefixes import prefixes
from .pretty import write_pretty
from .progress import Progress
from .releases import Releases, kept_for_good, write_iris
from .reports import report_statements
from .sitemap import write_sitemap
from .snapshot import COMPLETION, IRIS, LAYOUT, PIECES, Manifest, Snapshot
from .storing import write_store

_STEPS = ("write the dumps", "write the store", "write the search index", "write the reports")


def write_parts(
    dataset: CompiledDataset,
    folder: Path,
    progress: Progress,
    releases: Releases,
    before: Snapshot | None = None,
) -> Manifest:
    """Write store, dumps, search index, histories and reports into an empty folder; say what they are.

    `before` is a snapshot that this very program made: what has not changed since is taken from it. The
    manifest leaves `content` and `tools` to the builder.
    """

    def step(number: int) -> None:
        progress(_STEPS[number], number, len(_STEPS))

    digests = dataset.digests()
    digest = dataset_digest(digests)
    step(0)
    (folder / "dumps").mkdir()
    kept = Kept(before.dumps_path, before.path / PIECES) if before else Kept()
    files = write_dumps(dataset, folder / "dumps", kept)
    kept.save(folder / PIECES)
    # The metadata describes the dumps, so it comes after them.
    about = metadata(dataset, files)
    about_graph = metadata_graph(dataset.names)
    finish_dumps(dataset, folder / "dumps", digest, files, about)
    step(1)
    write_store(dataset, digests, about, folder / "store", before)
    step(2)
    write_index(dataset, folder / "search.sqlite")
    write_completion(dataset, about, folder / COMPLETION)
    write_iris(kept_for_good(dataset.subjects, dataset.names), folder / IRIS)
    state = State(folder / "dumps" / DUMP, iris(folder / IRIS))
    current = (version(dataset), state, about)
    write_chronicle(folder / "history.sqlite", releases, current, dataset.names)
    (folder / "sitemap").mkdir()
    write_sitemap(dataset, folder / "sitemap")
    step(3)
    (folder / "reports").mkdir()
    write_reports(dataset, folder / "reports" / "shacl.ttl")
    progress("done", len(_STEPS), len(_STEPS))
    counts = {name: len(triples) for name, triples in dataset.graphs.items()}
    return Manifest(
        layout=LAYOUT,
        version=version(dataset),
        digest=digest,
        content="",
        base=dataset.names.base,
        program=__version__,
        metadata=graph_digest(about_graph, about),
        graphs=dict(sorted({**counts, about_graph: len(about)}.items())),
        digests=dict(sorted(digests.items())),
        history=hashlib.sha256(told.encode()).hexdigest() if (told := releases.fingerprint()) else "",
    )


def write_reports(dataset: CompiledDataset, path: Path) -> None:
    """Write what SHACL found in all graphs as one report in Turtle."""
    found = report_statements(dataset.reports[graph] for graph in sorted(dataset.reports))
    with path.open("wb") as output:
        write_pretty(canonical(found), output, ox.RdfFormat.TURTLE, prefixes(dataset.names))
