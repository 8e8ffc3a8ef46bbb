"""The Turtle files are laid out as the check wants those of everybody."""

from __future__ import annotations

import pytest

from accordgraph.graph.linting.layout import faults
from tools import ROOT

FILES = sorted(path for folder in ("ontology", "data", "shapes") for path in (ROOT / folder).rglob("*.ttl"))


@pytest.mark.parametrize("path", [path.relative_to(ROOT).as_posix() for path in FILES])
def test_layout(path: str) -> None:
    assert list(faults(path, (ROOT / path).read_text("utf-8"))) == []
