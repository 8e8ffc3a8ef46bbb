"""The examples of the documentation, each run as it is printed, those of the README against a real server."""

from __future__ import annotations

import doctest
import gzip
import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from accordgraph.graph.snapshot import Snapshot
from tools import ROOT, path_variable, tools

PRINTED = "http://127.0.0.1:8000"
_FENCE = re.compile(r"^(<!-- \w+ -->\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(r"ontology/questions/[\w-]+\.rq")


@dataclass(frozen=True)
class Example:
    """A fenced block: the document and the line where it stands, its language, its text."""

    document: str
    line: int
    language: str
    text: str


def examples(document: str) -> Iterator[Example]:
    """Yield the examples of a document; the two marked commands, which `.ci/run` runs, are no examples."""
    text = (ROOT / document).read_text("utf-8")
    for found in _FENCE.finditer(text):
        if found[1] is None:
            yield Example(document, text.count("\n", 0, found.start()) + 1, found[2], found[3])


EXAMPLES = list(examples("README.md"))


def of(*languages: str) -> list[object]:
    """Return the examples in some languages, as parameters with the places where they stand."""
    return [
        pytest.param(each, id=f"{each.document}:{each.line}")
        for each in EXAMPLES
        if each.language in languages
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like the checkout to an example, where whatever it writes is forgotten."""
    for name in ("ontology", "data", "shapes"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / "node_modules").symlink_to(ROOT / "tests" / "clients" / "node_modules")
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    """Return what a command prints; it must end well and complain of nothing."""
    environment = {
        **os.environ,
        "PATH": path_variable(),
        "ACCORDGRAPH_SNAPSHOTS": str(folder / "snapshots"),
        "ACCORDGRAPH_CACHE": str(folder / "cache"),
        "COLUMNS": "110",
        "NPM_CONFIG_OFFLINE": "true",
        "NODE_DISABLE_COMPILE_CACHE": "1",  # which would stay in the folder for what is temporary
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def answer(endpoint: str, query: str) -> list[list[str]]:
    """Return the rows of a query's answer, as text."""
    asked = Request(f"{endpoint}/sparql", urlencode({"query": query}).encode(), {"Accept": "text/csv"})
    with urlopen(asked, timeout=120) as response:
        lines = response.read().decode().splitlines()
    return [line.split(",") for line in lines[1:]]


@pytest.mark.parametrize("example", of("sh", "python"))
def test_an_example_runs_and_prints_what_the_graph_answers(
    example: Example, folder: Path, endpoint: str
) -> None:
    assert PRINTED in example.text
    text = example.text.replace(PRINTED, endpoint)
    if example.language == "sh":
        tools(text)
        printed = run(["bash", "-euc", text], folder)
    else:
        printed = run([sys.executable, "-W", "ignore::ResourceWarning", "-c", text], folder)
    assert printed.strip()
    for question in _QUESTION.findall(text):
        rows = answer(endpoint, (ROOT / question).read_text("utf-8"))
        assert rows
        missing = {cell for row in rows for cell in row if cell not in printed}
        assert not missing
    for written in folder.glob("*.gz"):
        assert sum(1 for _ in ox.parse(gzip.decompress(written.read_bytes()), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("example", of("console"))
def test_a_command_prints_what_the_example_shows(example: Example, folder: Path, published: Snapshot) -> None:
    shutil.copytree(published.path.parent, folder / "snapshots", symlinks=True)
    command, shown = example.text.split("\n\n", 1)
    printed = run(["bash", "-c", command.removeprefix("$ ")], folder)
    assert [line.split() for line in printed.splitlines() if line.strip()] == [
        line.split() for line in shown.splitlines() if line.strip()
    ]


@pytest.mark.parametrize("example", of("sparql"))
def test_a_query_has_an_answer(example: Example, endpoint: str) -> None:
    assert answer(endpoint, example.text)


def test_every_example_is_run_here() -> None:
    assert {each.language for each in EXAMPLES} == {"sh", "python", "console", "sparql"}


#: The modules whose docstrings have examples.
MODULES = [
    ".".join(path.with_suffix("").relative_to(ROOT / "server").parts)
    for path in sorted((ROOT / "server" / "accordgraph").rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_docstring_give_what_it_says(module: str) -> None:
    done = doctest.testmod(importlib.import_module(module))
    assert done.attempted > 0
    assert done.failed == 0
