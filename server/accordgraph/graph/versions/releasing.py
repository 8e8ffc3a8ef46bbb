"""Making a release: a snapshot's dumps, ontology and IRIs in a folder that never changes again."""

from __future__ import annotations

import os
import shutil
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pyoxigraph as ox

from ..disk import explained, is_there, locked, put
from ..dumping.package import read_checksums, read_description, sha256, write_checksums
from ..manifest import MANIFEST
from ..names import VERSION_NUMBER, Names
from ..reading.content import Content, Role
from ..reading.corpus import read
from ..reading.lines import Lines
from ..reading.ntriples import quads
from ..snapshot import IRIS, Snapshot
from .comparing import iris
from .history import HISTORY, Comparison, State, described, state_of, write_history
from .releases import ONTOLOGY, Release, ReleaseError, Releases, damaged, open_release
from .succession import out_of_turn, what_does_not_follow

#: What a folder that is being made is called, before its process's number; its name is hidden.
_RELEASING = ".releasing-"
_REFUSED = "{} in data/dataset.ttl, and release again. Nothing was released."


def prepare(root: Path) -> None:
    """Make the folder of releases where there is none yet; raises ReleaseError."""
    with _failures(root):
        root.mkdir(parents=True, exist_ok=True)


def refuse_out_of_turn(content: Content, root: Path) -> None:
    """Raise ReleaseError where what the content says of its version does not follow the newest release: to
    know that, nothing need be built."""
    corpus, _ = read(content, (Role.DATASET,))
    if corpus is None:
        return
    if fault := out_of_turn(corpus.triples(Role.DATASET), corpus.names, Releases(root).all()):
        raise ReleaseError(_REFUSED.format(fault))


def release(snapshot: Snapshot, root: Path) -> tuple[Release, bool]:
    """Release a snapshot's version into a folder; return the release, and whether it is new.

    The same again changes nothing. Raises ReleaseError where the version is released with other content, or
    does not follow the newest release; where the release that is there or the snapshot is damaged, or the
    disk refuses.
    """
    version = snapshot.manifest.version
    if not VERSION_NUMBER.fullmatch(version):
        raise ReleaseError(
            f'"{version}" cannot be the name of a release; owl:versionInfo in data/dataset.ttl is to begin '
            "with a digit and to have only letters, digits, dots, hyphens and plus signs."
        )
    target = root / version
    prepare(root)
    with _failures(root), locked(root):
        for leftover in root.glob(f"{_RELEASING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        if is_there(target):
            return _same(target, snapshot), False
        before = next(iter(Releases(root).all()), None)
        if before is not None:
            _follow(snapshot, before)
        temporary = root / f"{_RELEASING}{os.getpid()}"
        try:
            _write(snapshot, temporary, before)
            put(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return open_release(target), True


def _same(target: Path, snapshot: Snapshot) -> Release:
    """The release that is there already, if it is of the same content.

    Another program may describe that in other words; what the content says of itself, the check compares.
    """
    found = open_release(target)
    if damage := found.damage():
        raise damaged(target, damage)
    there, here = found.manifest, snapshot.manifest
    if there.digest != here.digest:
        what = f"other content (digest {there.digest}; this snapshot's is {here.digest})."
    elif there.metadata != here.metadata and there.tools == here.tools:
        what = "another description; was data/dataset.ttl changed since, or a question?"
    else:
        return found
    raise ReleaseError(
        f"Version {found.version} is released already, with {what} "
        "Count up owl:versionInfo in data/dataset.ttl, and release that."
    )


def _follow(snapshot: Snapshot, before: Release) -> None:
    """Raise ReleaseError where what a snapshot says of its version does not follow the newest release."""
    about, names = read_description(snapshot.dumps_path), Names(snapshot.manifest.base)
    if fault := what_does_not_follow(snapshot.manifest.version, about, names, before):
        raise ReleaseError(_REFUSED.format(fault))


def _write(snapshot: Snapshot, folder: Path, before: Release | None) -> None:
    """Copy and make all parts of a release; `before` is the newest one so far."""
    names = Names(snapshot.manifest.base)
    shutil.copytree(snapshot.dumps_path, folder / "dumps")
    _verify(snapshot, folder / "dumps")
    shutil.copyfile(snapshot.path / MANIFEST, folder / MANIFEST)
    shutil.copyfile(snapshot.iris_path, folder / IRIS)
    store = snapshot.open_store()
    graph = names.graph("ontology")
    found = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    (folder / ONTOLOGY).write_bytes(quads(Lines.of(quad.triple for quad in found).text, graph))
    _write_history(snapshot.manifest.version, before, folder, names)
    write_checksums(folder)


def _write_history(version: str, before: Release | None, folder: Path, names: Names) -> None:
    """Say what the release changes, compared with the newest one before it."""
    about = read_description(folder / "dumps")
    told = described(version, before.version if before else "", about, names)
    after = State(folder / "dumps", iris(folder / IRIS))
    with closing(Comparison(told, state_of(before) if before else None, after, names)) as found:
        write_history(found, folder / HISTORY)


def _verify(snapshot: Snapshot, folder: Path) -> None:
    """See that the copies are what the build wrote."""
    try:
        wrong = [name for name, digest in read_checksums(folder).items() if sha256(folder / name) != digest]
    except (FileNotFoundError, ValueError) as error:
        wrong = [str(error)]
    if wrong:
        raise ReleaseError(
            f"The snapshot in {snapshot.path} is damaged ({', '.join(wrong)}), so nothing was released; "
            "remove it, and `accordgraph build` makes it anew."
        )


def _failures(root: Path) -> AbstractContextManager[None]:
    return explained(
        lambda advice: ReleaseError(
            f"The release could not be written to {root}: {advice}, or choose another folder with "
            "--releases DIR. Nothing was released."
        )
    )
