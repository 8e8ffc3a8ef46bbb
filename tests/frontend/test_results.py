"""What the scripts for results do without a browser, and say in both languages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from accordgraph.web.japanese import TABLES
from tools import tool

TESTS = Path(__file__).parent
SOURCES = TESTS.parents[1] / "server" / "frontend" / "src"
SCRIPTS = [path for folder in ("results", "common") for path in (SOURCES / folder).rglob("*.js")]
_SAID = (
    re.compile(r"""\bsay\(\s*"((?:[^"\\]|\\.)+)\""""),
    re.compile(r"""\b(?:title|label): "([^"]+)",? (?:fits|\})"""),
    re.compile(r"""^    title: "([^"]+)",$""", re.MULTILINE),
    re.compile(r"""\["(1 \w+)", "\{count\} \w+"\]"""),
    re.compile(r"""\["1 \w+", "(\{count\} \w+)"\]"""),
)


def said() -> set[str]:
    """All that the scripts say."""
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    return {found for text in texts for pattern in _SAID for found in pattern.findall(text)}


def test_everything_that_the_scripts_say_has_its_japanese() -> None:
    assert said() == {*TABLES["copying"], *TABLES["results"]}


def test_the_modules_do_what_their_tests_say() -> None:
    files = sorted((TESTS / "results").glob("*.test.mjs"))
    assert files
    done = subprocess.run([tool("node"), "--test", *files], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout


def test_no_module_writes_markup_or_style() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\.style\b|style:"
    )
    assert {path.name for path in SCRIPTS if forbidden.search(path.read_text("utf-8"))} == set()
