"""How long work tells the person how far it is."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol


class Progress(Protocol):
    """Called when a step begins, moves on or ends."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Say that `done` of `total` parts of `step` are done."""


def silent(*_: object) -> None:
    """Tell nobody."""


#: The steps of a build, and what part of a thousand each takes where no build before has measured it.
SHARES: Mapping[str, int] = {
    "read": 25,
    "lint": 330,
    "validate sources": 70,
    "adjudicate and infer": 70,
    "validate the default graph": 70,
    "compare with the releases": 5,
    "ground": 5,
    "write the dumps": 180,
    "write the search index": 165,
    "write the store": 75,
    "write the reports": 5,
}


class Steps:
    """Tells of the steps of a build as parts of the whole, by what each took the last time."""

    def __init__(self, tell: Progress, last: Path | None, steps: Collection[str] = SHARES) -> None:
        """Pass on to `tell`; `last` is where `save` of the build before wrote, if there was one. `steps` are
        those that there will be."""
        self._tell, self._shares = tell, {step: SHARES[step] for step in steps}
        self.took: dict[str, int] = {}
        self._done, self._step, self._began = 0, "", time.monotonic()
        try:
            found = json.loads(last.read_text(encoding="utf-8")) if last else {}
        except (OSError, ValueError):
            found = {}
        if self._shares.keys() <= found.keys():
            self._shares = found

    def __call__(self, step: str) -> None:
        """Take a step: the one before has ended."""
        now = time.monotonic()
        if self._step in self._shares:
            self.took[self._step] = round((now - self._began) * 1000)
            self._done += self._shares[self._step]
        self._step, self._began = step, now
        self._tell(step, self._done, sum(self._shares.values()))

    def save(self, path: Path) -> None:
        """Write what each step took, in milliseconds."""
        path.write_text(json.dumps(self.took), encoding="utf-8")
