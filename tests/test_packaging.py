"""What an installation carries beside the program: the pages' scripts, where they can be built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata

from hatch_build import ContentHook, build_scripts
from tools import tool


def test_without_npm_the_build_says_so_and_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert build_scripts(root / "server" / "frontend") == "npm is not installed"


@pytest.mark.parametrize(
    ("version", "later"), [("editable", "in server/frontend builds them"), ("standard", "install once more")]
)
def test_how_scripts_are_built_later_is_told_as_the_program_is_installed(
    version: str, later: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    hook: ContentHook = ContentHook(str(root), {}, None, ProjectMetadata(str(root), None), "", "wheel")
    hook.initialize(version, {"force_include": {}})
    assert later in capsys.readouterr().err


def test_a_failure_of_npm_is_told_in_one_line(tmp_path: Path) -> None:
    tool("npm")
    (tmp_path / "package.json").write_text('{ "private": true }\n')
    assert build_scripts(tmp_path).startswith("npm ci failed (")


def test_the_lock_file_names_no_registry(root: Path) -> None:
    lock = (root / "server" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_the_same_sources_give_the_same_scripts(root: Path, tmp_path: Path) -> None:
    tool("npm")
    built = []
    for number in (1, 2):
        copy = tmp_path / str(number) / "server"
        shutil.copytree(root / "server" / "frontend", copy / "frontend", symlinks=True)
        (copy / "accordgraph" / "web" / "static").mkdir(parents=True)
        reason = build_scripts(copy / "frontend")
        if "npm ci failed" in reason:
            pytest.skip(f"the packages cannot be fetched here: {reason}")
        assert reason == ""
        files = sorted((copy / "accordgraph" / "web" / "static" / "built").iterdir())
        built.append({path.name: path.read_bytes() for path in files})
    assert {"LICENSES.txt", "query.js", "site.js"} <= built[0].keys()
    assert built[0] == built[1]
