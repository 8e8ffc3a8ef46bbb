"""Whether the files of a snapshot are as they were written: the next one takes over nothing that is damaged.

Else a damage would go on from snapshot to snapshot, under checksums that are right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from xxhash import xxh3_128

from .manifest import MANIFEST
from .snapshot import BUILT, SUMS, Snapshot, noted

#: What is not looked at: these files may be written again.
_OTHERS = (MANIFEST, BUILT, SUMS)


def note(folder: Path) -> None:
    """Write down what the files of a finished snapshot are."""
    sums = {name: _sum(folder / name) for name in _names(folder)}
    (folder / SUMS).write_text(json.dumps(sums), encoding="utf-8")


def sound(snapshot: Snapshot) -> bool:
    """Whether a snapshot is whole, and all its files are what they were; raises SnapshotUnopened."""
    folder = snapshot.path
    try:
        return snapshot.whole and noted(folder) == {name: _sum(folder / name) for name in _names(folder)}
    except OSError:
        return False


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] not in _OTHERS and path.is_file():
            yield name.as_posix()


def _sum(path: Path) -> str:
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, xxh3_128).hexdigest()
