"""A graph as sorted text gives its statements by what stands in them, whatever their texts look like."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing import joining
from accordgraph.graph.believing.joining import NOTHING, Share, joined, ranges
from accordgraph.graph.kept import FILE, Kept
from accordgraph.graph.reading.keeping import keep, recalled
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.reading.ntriples import in_bulk

A, B, P, Q = (ox.NamedNode(f"http://example.org/{name}") for name in ("a", "ab", "p", "pq"))
STATEMENTS = [
    ox.Triple(A, P, B),
    ox.Triple(A, Q, B),
    ox.Triple(A, P, ox.Literal(f"{A} {P} {B} .")),
    ox.Triple(B, P, A),
    ox.Triple(B, Q, ox.Literal("text", language="en")),
    ox.Triple(B, Q, ox.Literal("text", datatype=A)),
]
LINES = Lines.of(STATEMENTS)


def lines(*numbers: int) -> list[bytes]:
    """Some of the statements as lines, sorted."""
    return Lines.of(STATEMENTS[number] for number in numbers).lines()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (LINES.starting(f"{A} ".encode()), (0, 1, 2)),
        (LINES.starting(f"{B} {Q} ".encode()), (4, 5)),
        (LINES.starting(b"<http://example.org/b> "), ()),
        (LINES.starting(b"<z> "), ()),
        (LINES.ending(str(B).encode()), (0, 1)),
        (LINES.ending(str(A).encode()), (3,)),
        (LINES.ending(f"{P} {B}".encode()), (0,)),
        (LINES.about(str(B).encode()), (0, 1, 3, 4, 5)),
        (LINES.matching([Q]), (1, 4, 5)),
        (LINES.outside(f"{A}".encode()).lines(), (3, 4, 5)),
        (LINES.outside(b"<http://example.org/").lines(), ()),
        (LINES.less({lines(0)[0]}).lines(), (1, 2, 3, 4, 5)),
    ],
)
def test_lines_are_found(found: list[bytes], expected: tuple[int, ...]) -> None:
    assert sorted(found) == lines(*expected)


@pytest.mark.parametrize("given", [LINES, Lines.of(STATEMENTS[2:4]), NOTHING], ids=["all", "some", "none"])
@pytest.mark.parametrize("step", [1, 2, 5])
def test_many_places_are_found_as_one_by_one(given: Lines, step: int) -> None:
    """Also of what stands before all lines, behind them, and twice."""
    wanted = [b" ", *LINES.lines(), *(line[:30] for line in LINES.lines()), b"~"]
    asked = sorted([*wanted, *wanted[::3]])[::step]
    assert given.firsts(asked) == [given.first(each) for each in asked]
    assert given.firsts([]) == []


@pytest.mark.parametrize("number", range(len(STATEMENTS)))
def test_each_statement_is_among_them(number: int) -> None:
    assert STATEMENTS[number] in LINES
    assert STATEMENTS[number] not in Lines.of(STATEMENTS[:number])


@pytest.mark.parametrize("size", [16, 400, 1 << 26])
def test_joining_is_a_union_however_long_the_ranges_are(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "_RANGE", size)
    stated = [Lines.of(STATEMENTS[:3]), Lines.of(STATEMENTS[2:5]), Lines(b"")]
    entailed = [Lines.of(STATEMENTS[4:]), Lines(b""), Lines.of(STATEMENTS[:1])]
    both = list(zip(stated, entailed, strict=True))
    shares = [Share(one, NOTHING, other) for one, other in both]
    default, news = joined(shares)
    assert default == LINES
    assert news == Lines.of(STATEMENTS[5:])
    counts = {
        line: row
        for told, _, tally in ranges(shares)
        for line, *row in zip(Lines(told).lines(), tally.stated, tally.entailed, strict=True)
    }
    each = [[1, 1], [1, 0], [2, 0], [1, 0], [1, 1], [0, 1]]
    assert counts == {Lines.of([it]).text: row for it, row in zip(STATEMENTS, each, strict=True)}
    gone = Lines.of(STATEMENTS[1:3])
    left, news = joined([Share(one, gone, other) for one, other in both])
    assert left == Lines.of(STATEMENTS[number] for number in (0, 3, 4, 5))
    assert news == Lines.of(STATEMENTS[5:])


def test_a_graph_of_many_pieces_has_the_digest_of_all_its_quads() -> None:
    many = Lines.joined(b'<x:%d> <x:p> "%s" .\n' % (number, b"some . words" * 10) for number in range(40_000))
    assert len(list(in_bulk(many.text))) > 1
    text = b"".join(line.removesuffix(b".\n") + b"<x:g> .\n" for line in many.lines())
    assert many.digest("x:g") == sha256(text).hexdigest()
    assert many.digest("") == sha256(many.text).hexdigest()


def test_lines_that_were_kept_are_read_again_when_they_are_asked_for(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    lines = keep(Lines.of(STATEMENTS), kept, b"key", make=lambda: b"made anew")
    lines.forget()
    assert "text" not in lines.__dict__
    assert (lines, len(lines), lines.size) == (LINES, len(LINES), LINES.size)
    alone = Lines.of(STATEMENTS)
    alone.forget()
    assert alone.text == lines.text
    kept.save()
    assert recalled(Kept(tmp_path), b"key", lambda: b"made anew").text == alone.text
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("DELETE FROM kept WHERE key != ?", (b"key",))
    database.close()
    assert recalled(Kept(tmp_path), b"key", lambda: b"made anew").text == b"made anew"


def test_blank_nodes_have_the_same_names_however_they_are_called() -> None:
    """Also where two of them look the same, as the ends of equal lists do."""
    text = "".join(f'<x:{each}> <x:is> ( "one" "two" [ <x:is> "three" ] {"4 " * 3} ) .\n' for each in "ab")
    told = {
        Lines.of(ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)).text for _ in range(9)
    }
    assert len(told) == 1
