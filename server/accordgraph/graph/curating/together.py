"""Writing several files of content together: all of them or none, and none over what somebody wrote."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ...errors import AccordGraphError
from ..disk import explained


class NotWritten(AccordGraphError):
    """Nothing was written."""


def write_once(texts: Mapping[Path, str], replaced: Mapping[Path, str]) -> None:
    """Write texts into new files, and those in `replaced` over the text that is given there ("" for none).

    The files that are replaced come last, in one step each; where one fails, what was written is removed.
    Raises NotWritten.
    """
    made: list[Path] = []
    temporary: dict[Path, Path] = {}
    path = next(iter(texts))
    with explained(lambda advice: NotWritten(f"Nothing was written to {path.parent}: {advice}.")):
        try:
            for path, text in texts.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary[path] = path.with_name(f".{path.name}-{os.getpid()}")
                temporary[path].write_text(text, encoding="utf-8", newline="\n")
            for path in texts:
                if not replaced.get(path):
                    os.link(temporary[path], path)  # fails where the file is there
                    made.append(path)
            for path in texts:
                if old := replaced.get(path):
                    _replace(path, temporary[path], old)
            made.clear()
        finally:
            for each in (*made, *temporary.values()):
                each.unlink(missing_ok=True)


def _replace(path: Path, new: Path, old: str) -> None:
    """Put a file in another one's place, where that still says what it did; raises NotWritten."""
    if path.read_bytes().decode("utf-8-sig") != old:
        raise NotWritten(f"Nothing was written: {path} was changed meanwhile; try again.")
    new.chmod(path.stat().st_mode & 0o7777)
    new.replace(path)
