"""What the scripts of the query page do without a browser."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from accordgraph.web.japanese import problems
from accordgraph.web.japanese.editor import WORDS
from tools import tool

TESTS = Path(__file__).parent
SCRIPTS = TESTS.parents[1] / "server" / "frontend" / "src"
FOLDERS = ("editor", "query")
_SAID = re.compile(r"""\bsay\(\s*"((?:[^"\\]|\\.)+)\"""")


def modules() -> list[Path]:
    """The modules of the query page, the answers' apart."""
    return [path for folder in FOLDERS for path in (SCRIPTS / folder).rglob("*.js")]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_modules_do_what_their_tests_say(folder: str) -> None:
    files = sorted((TESTS / folder).glob("*.test.mjs"))
    assert files
    done = subprocess.run([tool("node"), "--test", *files], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout


def test_what_the_scripts_say_is_their_table() -> None:
    said = {found for path in modules() for found in _SAID.findall(path.read_text("utf-8"))}
    # What errors are called is said by other pages too.
    assert said - set(problems.WORDS) == set(WORDS)


def test_no_module_writes_markup_or_style() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\.style\b|style:"
    )
    assert {path.name for path in modules() if forbidden.search(path.read_text("utf-8"))} == set()
