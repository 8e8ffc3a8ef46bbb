"""A graph that is validated part by part has the same violations as the whole."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.kept import FILE, Kept
from accordgraph.graph.validating.parts import cut, validate_graph
from accordgraph.graph.validating.rules import ntriples, rules
from accordgraph.graph.validating.vetting import near_sighted
from tools import ROOT

from .test_rules import PREFIXES, changed, shapes, triples

__all__ = ["shapes"]

#: Shapes that look further than a part may know; each is a part of a shape of all things of one class.
FURTHER = {
    "inverse": "sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]",
    "values of values": "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]",
    "classes": "sh:property [ sh:path rdf:type ; sh:maxCount 1 ]",
    "closed to classes": "sh:closed true ; sh:ignoredProperties ( :p )",
    "closed values": "sh:property [ sh:path :p ; sh:not [ sh:closed true ; sh:ignoredProperties (:p) ] ]",
}


def lines(data: list[ox.Triple]) -> bytes:
    """Statements as sorted N-Triples."""
    return "".join(sorted(set(ntriples(data).splitlines(keepends=True)))).encode()


@pytest.mark.parametrize("seed", range(4))
def test_the_parts_have_the_violations_of_the_whole(seed: int, shapes: list[ox.Triple]) -> None:
    base = triples((ROOT / "tests" / "shapes" / "base.ttl").read_text("utf-8"))
    chance = random.Random(seed)  # noqa: S311 - the same changes every time
    whole = rules(shapes)
    for _ in range(5):
        data = changed(changed(base, chance), chance)
        text = lines([each for each in data if not isinstance(each.subject, ox.BlankNode)])
        expected = whole.apply(text.decode()).violations
        assert len(list(cut(text, 100))) > 3
        assert validate_graph(text, shapes, Kept(), 100).violations == expected


def test_values_are_of_the_classes_that_other_parts_give_them() -> None:
    prefixes = PREFIXES + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    near = triples(
        f"{prefixes} :Shape a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :D ] ."
    )
    assert near_sighted(near)
    text = lines(triples(f"{prefixes} :a a :C ; :p :b , :c . :b a :E . :E rdfs:subClassOf :D ."))
    expected = rules(near).apply(text.decode()).violations
    assert len(expected) == 1
    assert validate_graph(text, near, Kept(), 10).violations == expected


def test_a_part_that_did_not_change_is_not_validated_again(tmp_path: Path, shapes: list[ox.Triple]) -> None:
    base = triples((ROOT / "tests" / "shapes" / "base.ttl").read_text("utf-8"))
    found = []
    for text in (lines(base), lines(base[:-1])):
        with Kept(tmp_path) as kept:
            validate_graph(text, shapes, kept, 100)
        with closing(sqlite3.connect(tmp_path / FILE)) as database:
            found += database.execute("SELECT COUNT(*) FROM kept").fetchone()
    whole, both = found
    assert 0 < both - whole <= 4 < 2 * len(list(cut(lines(base), 100)))


def test_parts_join_to_the_whole_and_a_line_more_changes_few() -> None:
    text = b"".join(b'<http://x/%06d> <http://x/p> "%d" .\n' % (n // 3, n) for n in range(9_000))
    whole = list(cut(text, 10_000))
    assert b"".join(whole) == text
    more = b'<http://x/000001> <http://x/p> "more" .\n'
    other = list(cut(text[:400] + more + text[400:], 10_000))
    assert len(set(other) - set(whole)) <= 3 < len(whole) / 2


def test_the_shapes_look_no_further_than_a_part_knows(shapes: list[ox.Triple]) -> None:
    assert near_sighted(shapes)


@pytest.mark.parametrize("part", FURTHER.values(), ids=FURTHER)
def test_shapes_that_look_further_are_applied_to_the_whole(part: str) -> None:
    prefixes = PREFIXES + "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    odd = triples(f"{prefixes} :Shape a sh:NodeShape ; sh:targetClass :C ; {part} .")
    assert not near_sighted(odd)
    data = triples(f"{prefixes} :a a :C , :D ; :p :b . :b :r :c .")
    expected = rules(odd).apply(lines(data).decode()).violations
    assert validate_graph(lines(data), odd, Kept(), 10).violations == expected
