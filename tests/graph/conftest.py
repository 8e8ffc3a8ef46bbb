"""What the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small valid content."""
    return small.write(tmp_path / "content")
