"""Processes that help a build run this program, wherever it was started."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from accordgraph.graph.helping import helper


def test_a_module_in_the_working_folder_shadows_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "signal.py").write_text('raise SystemExit("from the working folder")\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    process = helper("accordgraph.graph.loading", str(tmp_path / "store"), stderr=subprocess.PIPE)
    assert process.communicate(b"", timeout=60)[1] == b""
    assert process.returncode == 0
