"""Whether the files of a snapshot are as they were written: the next one takes over nothing that is damaged.

Else a damage would go on from snapshot to snapshot, under checksums that are right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from xxhash import xxh3_128

from .cores import side_by_side
from .disk import is_file
from .manifest import MANIFEST
from .snapshot import BUILT, SUMS, Snapshot, SnapshotDamaged

#: What is not looked at: these files may be written again.
_OTHERS = (MANIFEST, BUILT, SUMS)
#: How the names of the database's tables end.
_TABLE = ".sst"


def note(folder: Path, before: Snapshot | None = None) -> None:
    """Write down what the files of a finished snapshot are; `before` is a sound one, with which it may share
    files."""
    known = {_file(before.path / name): told for name, told in _noted(before.path).items()} if before else {}
    names = list(_names(folder))
    sums = side_by_side(lambda name: known.get(_file(folder / name)) or _told(folder / name), names)
    (folder / SUMS).write_text(json.dumps(dict(zip(names, sums, strict=True))), encoding="utf-8")


def sound(snapshot: Snapshot, closely: bool = True) -> bool:
    """Whether nothing of a snapshot is damaged; `closely` as `damage` has it; raises SnapshotUnopened."""
    return not damage(snapshot, closely)


def damage(snapshot: Snapshot, closely: bool = True) -> str:
    """Say what of a snapshot is not as it was written: the name that its manifest gives it, its files, or its
    database, which cannot be opened; "" where all is. Raises SnapshotUnopened.

    Where it is not looked at `closely`, of the database's tables, which are most of it, only the sizes are:
    these have checksums of their own, and a server is to start at once.
    """
    folder = snapshot.path
    try:
        sums, names = _noted(folder), set(_names(folder))
        if snapshot.manifest.name != snapshot.identity:
            return f"its {MANIFEST} is that of another one"
        if not sums:
            return f"its {SUMS} is missing or broken"
        if missing := sums.keys() - names:
            return f"{min(missing)} is missing"
        if others := names - sums.keys():
            return f"{min(others)} is none of its files"
        snapshot.open_store()
        seen = side_by_side(lambda name: _seen(folder / name, sums[name], closely), sums)
        changed = [name for name, said, found in zip(sums, sums.values(), seen, strict=True) if said != found]
        return f"{min(changed)} is not what was written" if changed else ""
    except OSError as error:
        return f"{error.filename} cannot be read: {error.strerror}"
    except SnapshotDamaged:
        return "its database cannot be opened"


def _noted(folder: Path) -> dict[str, object]:
    """What was written down of the files of a snapshot; nothing where that cannot be read."""
    try:
        sums = json.loads((folder / SUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return sums if isinstance(sums, dict) else {}


def _seen(path: Path, said: object, closely: bool) -> object:
    """What a file is, or as far as that is looked at; `said` is what is noted of it."""
    if path.suffix == _TABLE and not closely and isinstance(said, list) and said[:1] == [path.stat().st_size]:
        return said
    return _told(path)


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] not in _OTHERS and is_file(path):
            yield name.as_posix()


def _file(path: Path) -> tuple[int, int]:
    """What tells a file from all others, whatever its names are."""
    told = path.stat()
    return told.st_dev, told.st_ino


def _told(path: Path) -> list[object]:
    """The size of a file, and what tells its bytes from any others."""
    with path.open("rb", buffering=0) as file:
        return [path.stat().st_size, hashlib.file_digest(file, xxh3_128).hexdigest()]
