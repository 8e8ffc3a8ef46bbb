"""The programs that the query page writes run as they are, whatever stands in the query."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import tool

HERE = Path(__file__).parent
#: What ends strings, names variables and starts commands in one language or another.
HOSTILE = (
    """'single' "double" \\\\ back\\\\slash $HOME ${x} $(id) `id` 日本語 %s %20 a+b&c=d !x {{}} """
    "</script> <!-- \u202e \u00e9"
)
LITERAL = HOSTILE.replace('"', '\\"')
#: The text that comes back.
TEXT = HOSTILE.replace("\\\\", "\\")
SELECT = f"""# It's a "hostile" query: $HOME `id` \\ 日本語 !bang
SELECT ?text ?code WHERE {{
  VALUES (?text ?code) {{ ("{LITERAL}" "NA") }}
  FILTER(?code != 'x' && STRLEN(?text) > 3)
}}"""
LONG = "# 日本語の長い注釈\n" * 1000
ASK = "ASK { FILTER('it''s' = 'it''s') }".replace("''", "\\'")
CONSTRUCT = f'CONSTRUCT {{ <http://e/s> <http://e/p> "{LITERAL}" }} WHERE {{}}'

#: Language -> how its program is run, from its file.
RUNNERS = {
    "curl": ("bash", "sh"),
    "Python": (sys.executable, "py"),
    "R": ("Rscript", "R"),
    "JavaScript": ("node", "mjs"),
}
#: How the programs show what is not shown as it is.
ESCAPES = {
    "curl": {'""': '"'},
    "Python": {},
    "R": {"\\\\": "\\", '\\"': '"', "<U+202E>": "\u202e"},
    "JavaScript": {"\\\\": "\\", "\\'": "'"},
}


def run(
    language: str,
    kind: str,
    query: str,
    endpoint: str,
    folder: Path,
    graphs: Sequence[tuple[str, str]] = (),
) -> str:
    """Have the page's program written, run it, and return what it says."""
    command, ending = RUNNERS[language]
    asked = json.dumps({"kind": kind, "query": query, "graphs": graphs, "endpoint": f"{endpoint}/sparql"})
    written = subprocess.run(
        [tool("node"), HERE / "write_code.mjs"],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    program = folder / f"ask.{ending}"
    program.write_text(json.loads(written.stdout)[language], encoding="utf-8")
    if language == "R" and "httr2" in program.read_text(encoding="utf-8"):
        skip_without_httr2()
    done = subprocess.run([tool(command), program], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def skip_without_httr2() -> None:
    """R sends long queries by a package of its own."""
    has = subprocess.run([tool("Rscript"), "-e", "library(httr2)"], capture_output=True)
    if has.returncode != 0:
        pytest.skip("httr2 is not installed")


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize("beginning", ["", LONG], ids=["short", "long"])
def test_a_query_for_rows(language: str, beginning: str, endpoint: str, tmp_path: Path) -> None:
    said = run(language, "select", beginning + SELECT, endpoint, tmp_path)
    shown = said
    for escaped, character in ESCAPES[language].items():
        shown = shown.replace(escaped, character)
    for part in TEXT.split():
        assert part in shown
    assert "NA" in said  # a code, and not a value that is missing
    assert "<NA>" not in said


@pytest.mark.parametrize("language", RUNNERS)
def test_a_query_for_yes_or_no(language: str, endpoint: str, tmp_path: Path) -> None:
    assert "true" in run(language, "ask", ASK, endpoint, tmp_path).lower()


@pytest.mark.parametrize("language", RUNNERS)
def test_a_query_for_a_graph(language: str, endpoint: str, tmp_path: Path) -> None:
    said = run(language, "graph", CONSTRUCT, endpoint, tmp_path)
    assert "http://e/" in said
    assert "日本語" in said


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize("beginning", ["", LONG], ids=["short", "long"])
def test_a_query_of_some_graphs(language: str, beginning: str, endpoint: str, tmp_path: Path) -> None:
    base = "https://w3id.org/accordgraph/graph/"
    article, other = f"{base}source/pie-news-us-japan-ai-2024", "http://e/a?b='c'&d=%22日本"
    graphs = [("default-graph-uri", article), ("default-graph-uri", other), ("named-graph-uri", article)]
    query = f"""{beginning}SELECT (COUNT(DISTINCT ?g) AS ?graphs) (SAMPLE(?x) AS ?said) {{
      ?x a accord:SourceGraph GRAPH ?g {{ ?x a accord:SourceGraph }} }}"""
    said = run(language, "select", query, endpoint, tmp_path, graphs)
    assert "pie-news-us-japan-ai-2024" in said
    assert re.search(r"\b1\b", said)
