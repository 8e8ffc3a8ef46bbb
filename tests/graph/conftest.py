"""What the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import small
from .changing import SECOND


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small valid content."""
    return small.write(tmp_path / "content")


@pytest.fixture
def two(root: Path) -> Path:
    """The small content with a second source."""
    (root / SECOND).write_text(small.source("second"), encoding="utf-8")
    return root
