"""One step of a build in a process of its own, so that its time and memory are nobody else's.

`python -m benchmark.building build|check CONTENT SNAPSHOTS [DUMPS]` prints what each part took as JSON: a
list of [name, seconds of all processors], and last the number of statements. `build` validates nothing; what
it keeps for the next one is in the folder `kept` beside the snapshots.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from accordgraph.graph.believing.adjudication import adjudicate
from accordgraph.graph.believing.dataset import compiled, parts
from accordgraph.graph.build import build
from accordgraph.graph.checking.check import Checked, check
from accordgraph.graph.dumping.kinds import ALL, chosen
from accordgraph.graph.kept import Kept
from accordgraph.graph.progress import silent
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import Corpus, read
from accordgraph.graph.reading.locate import Locator
from accordgraph.graph.snapshot import SnapshotFolder

#: The folder of what a build keeps for the next one.
KEPT = "kept"


class _Clock:
    """What each part took; a part ends when the next begins."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, float]] = []
        self._name, self._began = "read", sum(os.times()[:4])

    def __call__(self, step: str, *_: int) -> None:
        if step != self._name:
            now = sum(os.times()[:4])
            self.parts.append((self._name, now - self._began))
            self._name, self._began = step, now


def build_unvalidated(
    content: Content, folder: Path, dumps: str = ALL, clock: Callable[..., None] = silent
) -> int:
    """Build a snapshot of content without validating it; return how many statements it has."""

    def unvalidated(*, kept: Kept, when_read: Callable[[Corpus], None]) -> Checked:
        corpus, problems = read(content, kept=kept)
        if corpus is None or problems:
            raise SystemExit(f"The content cannot be read: {problems[:3]}")
        when_read(corpus)
        clock("adjudicate and infer")
        believed, problems = adjudicate(corpus, Locator(corpus.files))
        if problems:
            raise SystemExit(f"The content cannot be adjudicated: {problems[:3]}")
        checked = Checked((), compiled(corpus, parts(corpus, believed), {}))
        kept.save()
        clock("tell what changed")
        return checked

    snapshot = build(
        content,
        SnapshotFolder(folder),
        keep=2,
        progress=clock,
        cache=folder.with_name(KEPT),
        checking=unvalidated,
        dumps=chosen(dumps),
    )
    return sum(snapshot.manifest.graphs.values())


def _check(content: Content, clock: _Clock) -> int:
    checked = check(content, progress=clock)
    if not checked.ok or checked.dataset is None:
        raise SystemExit(f"The content is not valid: {checked.problems[:3]}")
    return sum(map(len, checked.dataset.graphs.values()))


def _main(what: str, content: str, folder: str, dumps: str = ALL) -> None:
    clock = _Clock()
    whole = Content(Path(content))
    steps = (Path(folder), dumps, clock)
    statements = build_unvalidated(whole, *steps) if what == "build" else _check(whole, clock)
    clock("", 0, 0)
    json.dump([clock.parts, statements], sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
