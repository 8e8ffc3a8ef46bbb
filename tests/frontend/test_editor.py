"""What the scripts of the query page do without a browser."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pyoxigraph
import pytest

from accordgraph.web.japanese import SCRIPTS as SCRIPTED
from accordgraph.web.japanese import TABLES
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


_TIDY = """\
import { format } from "./editor/format.js";
process.stdout.write(JSON.stringify(JSON.parse(process.argv[1]).map(format)));"""
#: Queries whose meaning hangs on what stands glued, and on which letters a name may have.
_DELICATE = (
    "SELECT * { VALUES ?x { -1 +25 -1.e5 } }",
    "SELECT (?x-1 AS ?a) (?x -1 AS ?b) (2*-?x AS ?c) (-(?x) AS ?d) { VALUES ?x {3} }",
    "SELECT ?x { VALUES (?x ?y) {(-1 2)(3 -4)} FILTER(?x <?y||?y <-3&&!(?x>5)) }",
    "SELECT (1 AS ?国・地域) (2 AS ?金額_円) (3 AS ?ชื่อ) (<हिन्दी> AS ?a·b) { }",
    'SELECT ("x"@en--ltr AS ?x) { <s>!(<p>|^<q>)*/(<p>?)+ ?o . }',
)


def rows(query: str) -> list[str]:
    """What an engine without data answers."""
    found = pyoxigraph.Store().query(query, base_iri="http://e/")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return list(map(str, found))


def test_what_a_query_asks_is_the_same_after_tidying_up() -> None:
    command = [tool("node"), "--input-type=module", "--eval", _TIDY, json.dumps(_DELICATE)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=SCRIPTS, check=True)
    for query, tidied in zip(_DELICATE, json.loads(done.stdout), strict=True):
        assert tidied != query
        assert rows(tidied) == rows(query), tidied


def test_what_the_scripts_say_is_their_table() -> None:
    said = {found for path in modules() for found in _SAID.findall(path.read_text("utf-8"))}
    # What answers say, and what errors are called, stands in other tables.
    others = {english for part in SCRIPTED if part != "editor" for english in TABLES[part]}
    assert said - others == set(TABLES["editor"])


def test_no_module_writes_markup_or_style() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\.style\b|style:"
    )
    assert {path.name for path in modules() if forbidden.search(path.read_text("utf-8"))} == set()
