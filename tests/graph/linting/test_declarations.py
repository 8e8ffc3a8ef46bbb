"""Of a prefix that does not stand for what everybody uses it for, that is told and nothing that follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import ENTITIES, FIRST, told
from ..small import BASE, append, replace

#: A file, what it declares, and what it should.
DECLARED = (
    (FIRST, f"accord: <{BASE.replace('https', 'http')}ontology#>", f"accord: <{BASE}ontology#>"),
    (FIRST, f"accord: <{BASE}ontology/>", f"accord: <{BASE}ontology#>"),
    (
        ENTITIES,
        "rdfs: <http://www.w3.org/2000/01/rdf-schema/>",
        "rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
    ),
    (
        "ontology/accordgraph.ttl",
        "owl: <https://www.w3.org/2002/07/owl#>",
        "owl: <http://www.w3.org/2002/07/owl#>",
    ),
)


@pytest.mark.parametrize(("file", "said", "meant"), DECLARED)
def test_a_prefix_that_stands_for_something_else_is_told_once(
    root: Path, file: str, said: str, meant: str
) -> None:
    line = next(
        number for number, each in enumerate((root / file).read_text().split("\n"), 1) if meant in each
    )
    replace(root, file, meant, said)
    column = len(f"@prefix {said}") - len(said.partition(" ")[2]) + 1
    prefix, _, right = meant.partition(": ")
    assert told(root) == [f"{file}:{line}:{column}: The prefix {prefix}: stands for {right}; declare it so."]


def test_a_prefix_of_things_is_told_however_it_is_declared(root: Path) -> None:
    append(
        root, ENTITIES, f"PREFIX organization: <{BASE}id/organisation/>\norganization:x a accord:Company .\n"
    )
    assert told(root) == [
        f"{ENTITIES}:22:22: The prefix organization: stands for <{BASE}id/organization/>; declare it so."
    ]


def test_prefixes_that_nobody_else_uses_stand_for_anything(root: Path) -> None:
    append(
        root,
        ENTITIES,
        f"@prefix ours: <{BASE}id/organization/> .\nours:beta rdfs:seeAlso ours:alpha-university .\n",
    )
    assert told(root) == []
