"""How much comes over the line for a first view, each part in gzip."""

from __future__ import annotations

import pytest

from .conftest import Visiting
from .sites import PLACES

KILOBYTE = 1000


@pytest.mark.parametrize(("name", "limit"), [("home", 60), ("thing-agreement", 60), ("query-rows", 350)])
def test_a_first_view_is_light(visit: Visiting, name: str, limit: int) -> None:
    parts = visit(PLACES[name].path).weights()
    total = sum(parts.values())
    figures = "\n".join(f"{size:8,} {path[:80]}" for path, size in sorted(parts.items()))
    print(f"{name}: {total:,} bytes in gzip, at most {limit * KILOBYTE:,}\n{figures}")
    assert total < limit * KILOBYTE, figures
