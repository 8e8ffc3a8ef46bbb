"""Of what a version tells anything: the IRIs of things and terms, made anew, or as the snapshot before had
them with those that came and went.
"""

from __future__ import annotations

import zlib
from itertools import chain
from pathlib import Path

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT, changed
from ..disk import linked
from ..dumping.dumps import changed_lines
from ..dumping.pieces import PieceFiles
from ..names import Names
from ..reading.keeping import speaking
from ..reading.lines import Lines
from ..snapshot import Snapshot
from .comparing import DumpUnreadable, iris
from .releases import kept_for_good, write_iris


def write_described(
    dataset: CompiledDataset, pieces: PieceFiles, path: Path, before: Snapshot | None
) -> list[str]:
    """Write the IRIs of all that the graphs describe, and of the questions, which are files of the content;
    return them, sorted.

    `pieces` have what changed since the snapshot before, whose file is taken over where all are the same.
    """
    questions = {dataset.names.thing("question", question.slug) for question in dataset.questions}
    if before is not None:
        try:
            known = iris(before.iris_path)
            found = _followed(dataset, pieces, before, known, questions)
        except (OSError, LookupError, zlib.error, DumpUnreadable):
            pass
        else:
            if found == known:
                linked(before.iris_path, path)
            else:
                write_iris(found, path)
            return found
    subjects = chain(questions, *(lines.subjects() for lines in dataset.graphs.values()))
    found = sorted(kept_for_good(subjects, dataset.names))
    write_iris(found, path)
    return found


def _followed(
    dataset: CompiledDataset, pieces: PieceFiles, before: Snapshot, known: list[str], questions: set[str]
) -> list[str]:
    names = dataset.names
    asked = names.thing("question", "")
    touched = {iri for iri in known if iri.startswith(asked)} | questions
    old = before.manifest.digests
    for graph in changed(pieces.cuts.digests, old):
        touched |= _touched(pieces, names, graph, old.get(graph, ""))
    there = questions | _spoken_of(dataset, touched - questions)
    left = [iri for iri in known if iri not in touched]
    return sorted(left + sorted(kept_for_good(there, names)))


def _touched(pieces: PieceFiles, names: Names, graph: str, digest: str) -> set[str]:
    """The subjects that a graph had and has no more, or the other way round."""
    gone, come = changed_lines(pieces, names, graph, digest)
    was = {iri for each in gone for iri in Lines(each).subjects()}
    return was ^ {iri for each in come for iri in Lines(each).subjects()}


def _spoken_of(dataset: CompiledDataset, wanted: set[str]) -> set[str]:
    """Of some IRIs, those that any graph says something of."""
    found = {iri for iri in wanted if next(dataset.default.starting(f"<{iri}> ".encode()), None)}
    others = {graph: lines for graph, lines in dataset.graphs.items() if graph != DEFAULT}
    return found.union(*(there for _, there in speaking(wanted - found, others, dataset.kept)))
