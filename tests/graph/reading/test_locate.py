"""Statements are found at their line and column, however Turtle is written."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from accordgraph.graph.reading.content import Role
from accordgraph.graph.reading.locate import Locator
from accordgraph.graph.reading.turtle import parse
from tools import ROOT

TEXT = '''@prefix a: <http://a/> . # a: remark
PREFIX b: <http://b/>
@base <http://base/> .
a:x a a:T ;
    a:p 1, 2.5 , true,
        "two \\u00e9"@en , "x"^^a:t ; # "quoted
    b:q.r <rel> , """long
"text" """ ;
.
a:y a:p [ a:q a:z ; a:r ( a:one [ a:s 3 ] ) ] ; a:last 'end' .
<http://full/s#x> a:p -4 , 1e3 .
a:w a:p [ a:q 1 , 2 ; a:r ( a:one ) ] , 5 ; a:last 6 .
'''

KEYS = (
    ("a:x", "", "", (4, 1)),
    ("a:x", "a:p", "", (5, 5)),
    ("a:x", "a:p", "2.5", (5, 12)),
    ("a:x", "a:p", "true", (5, 18)),
    ("a:x", "a:p", '"two é"@en', (6, 9)),
    ("a:x", "a:p", '"x"^^a:t', (6, 27)),
    ("a:x", "<http://b/q.r>", "<http://base/rel>", (7, 11)),
    ("a:x", "<http://b/q.r>", '"long\\n\\"text\\" "', (7, 19)),
    ("a:y", "a:last", '"end"', (10, 56)),
    ("a:x", "a:p", '"not there"', (5, 5)),
    ("a:nobody", "", "", (None, None)),
    ("<http://full/s#x>", "a:p", "1e3", (11, 28)),
    ("a:w", "a:p", "5", (12, 41)),
    ("a:w", "a:last", "6", (12, 52)),
)


def term(text: str) -> object:
    """A term from its Turtle."""
    (quad,) = ox.parse(f"@prefix a: <http://a/> . a:s a:p {text} .", format=ox.RdfFormat.TURTLE)
    return quad.object


@pytest.mark.parametrize("key", KEYS, ids=[" ".join(key[:3]) for key in KEYS])
def test_places(key: tuple[str, str, str, tuple[int | None, int | None]]) -> None:
    file, problems = parse("x.ttl", Role.ENTITIES, TEXT)
    assert problems == []
    place = Locator([file]).within("x.ttl", *(term(text) for text in key[:3] if text))
    assert (place.line, place.column) == key[3]


def test_names_are_found_whose_prefix_is_declared_after_a_base() -> None:
    text = "@base <http://base/> .\n@prefix a: <http://a/#> .\na:x a:p <rel> , <http://b/#> .\n"
    file, problems = parse("x.ttl", Role.ENTITIES, text)
    assert problems == []
    (first, second) = file.triples
    places = [Locator([file]).within("x.ttl", *each) for each in (first, second)]
    assert [(each.line, each.column) for each in places] == [(3, 9), (3, 17)]


#: What no parser takes; what else is wrong with the file is told all the same.
ODD = ['"x"@abcdefghi', '"\\U00110000"', '"\\uD800"', '"\\UFFFFFFFF"', "<http://[::1>", "@base <http://[x> .",
       '"x"^^<http://[::1>', "@prefix", "@prefix x:", "@base", '"x"^^"y"', "\\", "a:x\\", "]",
       ")"]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_places_are_found_beside_what_is_no_turtle(odd: str) -> None:
    text = (
        f"@prefix a: <http://a/> .\n@base <http://base/> .\na:x a:p 1 .\na:y a:p {odd} .\na:z a:p 2 .\n{odd}"
    )
    file, problems = parse("x.ttl", Role.ENTITIES, text)
    assert problems
    place = Locator([file]).within("x.ttl", *(term(each) for each in ("a:x", "a:p", "1")))
    assert (place.line, place.column) == (3, 9)


def test_every_statement_of_the_projects_content_is_found() -> None:
    root = ROOT
    paths = sorted((root / "data").rglob("*.ttl"))
    assert paths
    for path in paths:
        file, _ = parse(path.name, Role.ENTITIES, path.read_text(encoding="utf-8"))
        locator = Locator([file])
        lines = file.text.splitlines()
        for triple in file.triples:
            place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
            said = getattr(triple.object, "value", "")
            assert place.line, triple
            line = lines[place.line - 1].replace('\\"', '"')
            assert said in line or said.rpartition("/")[2].rpartition("#")[2] in line
