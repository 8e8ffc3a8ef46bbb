"""What a snapshot's folder holds, written part by part."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox

from .. import __version__
from .believing.dataset import CompiledDataset
from .believing.digest import DEFAULT, changed, dataset_digest
from .cataloguing.dcat import current
from .cataloguing.metadata import metadata
from .cataloguing.sitemap import write_sitemap
from .dumping import packing
from .dumping.dumps import finish_dumps, write_dumps
from .dumping.package import DumpFile
from .dumping.packing import Packers
from .dumping.pieces import Cuts, Earlier, PieceFiles
from .dumping.pretty import declared, pretty
from .finding.change import Change
from .finding.completion import write_completion
from .finding.filling import write_index
from .finding.updating import update_index
from .manifest import Manifest
from .names import METADATA
from .prefixes import prefixes
from .reading.lines import Lines
from .snapshot import COMPLETION, DUMPS, HISTORY, IRIS, LAYOUT, REPORT, SEARCH, SITEMAPS, SURVEY, Snapshot
from .storing import NewStore
from .surveying.parts import Part
from .surveying.survey import Survey
from .validating.reports import report_statements
from .versions.chronicle import write_chronicle
from .versions.described import write_described
from .versions.history import State, described
from .versions.releases import Releases


def write_parts(
    dataset: CompiledDataset,
    folder: Path,
    store: NewStore,
    begin: Callable[[str], None],
    releases: Releases,
    before: Snapshot | None,
    dumps: str,
) -> Manifest:
    """Write the store, and dumps, search index, histories and reports into a folder; say what they are.

    `before` is a snapshot that this very program made: what has not changed since is taken from it. `dumps`
    are the kinds of dumps to write, and `begin` is told of each step. The manifest leaves `content` and
    `tools` to the builder.
    """
    digests = dataset.digests
    begin("write the dumps")
    (folder / DUMPS).mkdir()
    earlier = Earlier(before)
    with Packers(dataset.names) as packers:
        pieces = PieceFiles(folder, Cuts(dataset.graphs, digests, earlier), packers, earlier)
        with store.written(dataset, pieces) as metadata_told:
            sizes = _sizes(dataset, digests, before)  # of what the dumps are written of and then let go of
            files = write_dumps(dataset, folder, pieces, dumps)
            survey = _survey(dataset, pieces)
            pieces.save()
            kept = _metadata(dataset, sizes, survey, files, releases)  # which describes the dumps
            about = Lines.union([kept, Lines.of([current(dataset.names, dataset.version)])])
            metadata_told.set_result(about)
            finish_dumps(dataset, folder / DUMPS, dataset_digest(digests), files, kept, sizes)
            begin("write the search index")
            write_search(dataset, survey, pieces, folder / SEARCH, before)
            write_completion(dataset, survey, about, folder / COMPLETION)
            iris = write_described(dataset, pieces, folder / IRIS, before)
            version = described(dataset.version, "", about, dataset.names, released=False)
            write_chronicle(folder / HISTORY, releases, version, State(folder / DUMPS, iris), dataset.names)
            (folder / SITEMAPS).mkdir()
            write_sitemap(dataset, iris, folder / SITEMAPS, before.sitemap_path if before else None)
            begin("write the store")
    begin("write the reports")
    (folder / REPORT).parent.mkdir()
    write_reports(dataset, folder / REPORT)
    begin("done")
    return _manifest(dataset, dumps, digests, sizes, about, releases)


def _sizes(dataset: CompiledDataset, digests: Mapping[str, str], before: Snapshot | None) -> dict[str, int]:
    """How many statements each graph has, as the snapshot before says of those that are as they were."""
    told = before.manifest if before else None
    return {
        graph: told.graphs[graph] if told and told.digests.get(graph) == digests[graph] else len(lines)
        for graph, lines in dataset.graphs.items()
    }


def _metadata(
    dataset: CompiledDataset,
    sizes: Mapping[str, int],
    survey: Survey,
    files: tuple[DumpFile, ...],
    releases: Releases,
) -> Lines:
    """What is said of the dataset, and of the files that its version is known by."""
    released = releases.find(dataset.version)
    known = released.distributed if released else ()
    others = {each.version: each.stated for each in releases.all() if each is not released}
    return metadata(dataset, sizes, survey.counts(), known or files, others)


def _manifest(
    dataset: CompiledDataset,
    dumps: str,
    digests: Mapping[str, str],
    sizes: Mapping[str, int],
    about: Lines,
    releases: Releases,
) -> Manifest:
    """What a snapshot says of itself, but for what its builder knows."""
    about_graph = dataset.names.graph(METADATA)
    return Manifest(
        layout=LAYOUT,
        version=dataset.version,
        digest=dataset_digest(digests),
        content="",
        base=dataset.names.base,
        dumps=dumps,
        program=__version__,
        metadata=about.digest(about_graph),
        graphs=dict(sorted({**sizes, about_graph: len(about)}.items())),
        digests=dict(sorted(digests.items())),
        history=hashlib.sha256(told.encode()).hexdigest() if (told := releases.fingerprint()) else "",
    )


def _survey(dataset: CompiledDataset, pieces: PieceFiles) -> Survey:
    """Look through what is believed, piece by piece."""
    pieces.write(SURVEY, packing.SURVEY, [(DEFAULT, "")], None)
    return Survey(map(Part.from_bytes, pieces.pieces(SURVEY, "")), dataset.names)


def write_search(
    dataset: CompiledDataset, survey: Survey, pieces: PieceFiles, path: Path, before: Snapshot | None
) -> None:
    """Write the index: what changed of that of the snapshot before, or all of it."""
    change = _change(dataset, pieces, before.manifest.digests) if before else None
    if not before or not change or not update_index(dataset, survey, change, before.search_path, path):
        write_index(dataset, survey, path)


def _change(dataset: CompiledDataset, pieces: PieceFiles, old: Mapping[str, str]) -> Change | None:
    """What changed since graphs had these digests; None where that cannot be told."""
    names, earlier = dataset.names, pieces.earlier
    try:
        went, came = pieces.change(DEFAULT, old[DEFAULT])
        gone = [Part.from_bytes(each) for each in earlier.pieces(SURVEY, "", went)]
        come = [Part.from_bytes(each) for each in pieces.pieces(SURVEY, "", (each.digest for each in came))]
    except (OSError, LookupError, ValueError, zlib.error):
        return None
    different = changed(pieces.cuts.digests, old)
    return Change(
        Survey(gone, names),
        Survey(come, names),
        frozenset(graph for graph in different if graph.startswith(names.sources)),
        names.graph("adjudications") in different,
    )


def write_reports(dataset: CompiledDataset, path: Path) -> None:
    """Write what SHACL found in all graphs as one report in Turtle."""
    found = report_statements(dataset.reports[graph] for graph in sorted(dataset.reports))
    table = prefixes(dataset.names)
    path.write_bytes(declared(table) + pretty(Lines.of(found), ox.RdfFormat.TURTLE, table))
