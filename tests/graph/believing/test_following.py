"""What is believed is the same, whether it follows from what was believed before or is joined anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from accordgraph.graph import kept as keeping
from accordgraph.graph.believing import following
from accordgraph.graph.believing.adjudication import adjudicate
from accordgraph.graph.believing.dataset import Parts, parts
from accordgraph.graph.believing.following import believed
from accordgraph.graph.believing.joining import Share, joined
from accordgraph.graph.kept import FILE, Kept
from accordgraph.graph.reading import cutting
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.reading.cutting import cut
from accordgraph.graph.reading.keeping import keep
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.reading.locate import Locator

from .. import small as content

#: How often shares go and come.
STEPS = 40
#: Sources of which each states a total of its own; and what it states, by the source's number.
SOURCES = 40
TOTAL = """
<{base}graph/source/s{n}> a accord:SourceGraph .
<{base}id/amount/usd-110> accord:amountValue "110"^^xsd:decimal ; accord:currency "USD" .
<{base}id/amount/usd-25> accord:amountValue "25"^^xsd:decimal ; accord:currency "USD" .
<{base}id/total/t{n}> a accord:CombinedTotal ; rdfs:label "All of {n}"@en ;
    accord:hasAmount <{base}id/amount/usd-110> .
<{base}id/contribution/c{n}> a accord:FundingContribution ; rdfs:label "Part of {n}"@en ;
    accord:partOfTotal <{base}id/total/t{n}> ; accord:hasAmount <{base}id/amount/usd-25> .
"""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few subjects, and no change that is too large to follow."""
    monkeypatch.setattr(cutting, "_SUBJECTS", 4)
    monkeypatch.setattr(following, "MUCH", 1000)


def drawn(random: Random, subjects: int, most: int) -> Lines:
    """Some lines."""
    told = range(random.randrange(most + 1))
    return Lines.joined(
        {b"<x:%d> <p:%d> <y:%d> .\n" % (random.randrange(subjects), random.randrange(3), 0) for _ in told}
    )


def share(random: Random, kept: Kept, subjects: int) -> Share:
    """A share, kept as files are."""
    lines = drawn(random, subjects, 20)
    gone = Lines.joined(random.sample(lines.lines(), random.randrange(len(lines) + 1) // 3))
    stated, less, entailed = (keep(each, kept) for each in (lines, gone, drawn(random, subjects, 8)))
    return Share(stated, less, entailed)


def never(*_: object) -> None:
    raise AssertionError("joined anew")


@pytest.mark.parametrize("seed", range(6))
def test_following_gives_what_joining_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, subjects = Random(seed), 4 ** (1 + seed % 3)  # noqa: S311 - the same changes every time
    kept = Kept(tmp_path)
    shares = [share(random, kept, subjects)]
    kept.save()
    followed = False
    for step in range(STEPS):
        kept = Kept(tmp_path)
        for _ in range(random.randrange(3)):
            shares.pop(random.randrange(len(shares)))
            shares = shares or [share(random, kept, subjects)]
        shares += [share(random, kept, subjects) for _ in range(random.randrange(3))]
        shares += random.sample(shares, 1) if step % 7 == 0 else []
        random.shuffle(shares)
        default, inferred = joined(shares)
        with monkeypatch.context() as patch:
            if followed:
                patch.setattr(following, "ranges", never)
            one, other = believed(shares, kept, "here")
        assert (one.text, other.text) == (default.text, inferred.text)
        assert one.slices == list(cut(default.text))
        followed = bool(default.text)
        kept.save()


def emptied(file: Path) -> None:
    """Lose all that is kept."""
    with sqlite3.connect(file) as database:
        database.execute("DELETE FROM kept")
    database.close()


def spoilt(file: Path) -> None:
    """Damage all that is kept."""
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET found = x'00'")
    database.close()


@pytest.mark.parametrize("lose", [emptied, spoilt])
@pytest.mark.parametrize("more", [False, True], ids=["nothing changed", "a share more"])
def test_what_is_lost_is_joined_anew(lose: Callable[[Path], None], more: bool, tmp_path: Path) -> None:
    random, kept = Random(1), Kept(tmp_path)  # noqa: S311 - the same every time
    shares = [share(random, kept, 20) for _ in range(6)]
    believed(shares, kept, "here")
    kept.save()
    kept = Kept(tmp_path)
    shares += [share(random, kept, 20)] if more else []
    default, inferred = joined(shares)
    if more:
        lose(tmp_path / FILE)
    one, other = believed(shares, kept, "here")
    lose(tmp_path / FILE)  # also where it is read later than it is followed
    assert (one.text, other.text) == (default.text, inferred.text)


def told(root: Path, kept: Kept) -> Parts:
    """What is believed of a folder of content."""
    corpus, problems = read(Content(root), kept=kept)
    assert corpus is not None
    assert not problems
    left, problems = adjudicate(corpus, Locator(corpus.files))
    assert not problems
    return parts(corpus, left)


def test_a_source_that_comes_or_goes_is_followed_though_figures_stand_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "_SUBJECTS", 1 << 32)
    monkeypatch.setattr(following, "MUCH", keeping.MUCH)
    root, kept = content.write(tmp_path / "content"), Kept(tmp_path / "kept")
    for number in range(SOURCES):
        text = TOTAL.format(base=content.BASE, n=number)
        content.append(root, f"data/sources/s{number}.ttl", text)
    one = root / "data/sources/s7.ttl"
    stated = one.read_text("utf-8")
    figures = told(root, kept).derived
    assert 2 * figures.size > keeping.MUCH * told(root, kept).default.size
    for text in ("", stated, stated.replace("Part", "Piece")):
        one.write_text(text, "utf-8") if text else one.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(following, "ranges", never)
            found = told(root, kept)
        anew = told(root, Kept())
        assert (found.default.text, found.inferred.text) == (anew.default.text, anew.inferred.text)
        assert (found.derived == figures) == (text == stated)


def test_where_more_than_a_tenth_changes_all_is_joined_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MUCH", keeping.MUCH)
    random, kept = Random(2), Kept(tmp_path)  # noqa: S311 - the same every time
    shares = [share(random, kept, 1000) for _ in range(9)]
    believed(shares, kept, "here")
    shares += [share(random, kept, 1000) for _ in range(9)]
    default, inferred = joined(shares)
    with monkeypatch.context() as patch:
        patch.setattr(following, "ranges", never)
        with pytest.raises(AssertionError, match="joined anew"):
            believed(shares, kept, "here")
    one, other = believed(shares, kept, "here")
    assert (one.text, other.text) == (default.text, inferred.text)
