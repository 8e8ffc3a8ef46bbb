"""Finding things by words: beginnings, accents, Japanese, slips; nothing that is asked breaks it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from accordgraph.graph.finding.folding import fold, forms, words
from accordgraph.graph.finding.indexing import Texts, Thing, create, finish, write_things
from accordgraph.graph.finding.marking import marked
from accordgraph.graph.finding.search import LONGEST, MOST, find
from accordgraph.graph.finding.spelling import beginning, distance
from accordgraph.graph.snapshot import Snapshot
from growth import effort

#: Thing, kind, its texts: label, alias or description, by number. The heaviest first.
THINGS: list[tuple[str, str, Texts]] = [
    ("tokyo", "organization", [(0, "en", "University of Tokyo"), (0, "ja", "東京大学")]),
    ("keio", "organization", [(0, "en", "Keio University"), (0, "ja", "慶應義塾大学"),
                              (1, "en", "Keiō Gijuku")]),
    ("lodz", "organization", [(0, "pl", "Politechnika Łódzka"), (1, "en", "Lodz University of Technology")]),
    ("washington", "organization", [(0, "en", "University of Washington"), (1, "en", "UW")]),
    ("pact", "agreement", [
        (0, "en", "Partnership of the University of Washington and Tokyo Tech in AI (2024)")
    ]),
    ("visit", "event", [(0, "en", "Visit of Tokyo Tech to the University of Washington in May 2025")]),
    ("accord", "agreement", [(0, "en", "Partnership of Keio University and others"),
                             (2, "en", "About quantum computing at Washington.")]),
    ("report", "source", [(0, "en", "Keio"), (0, "ja", "AIの研究")]),
    ("bank", "organization", [(0, "ja", "ソフトバンク"), (2, "ja", "けいやくを結ぶ企業")]),
    ("sum", "total", [(0, "en", "Total of pact 7")]),
    ("pact-73", "agreement", [(0, "en", "Pact 73 on AI")]),
    ("pact-7", "agreement", [(0, "en", "Pact 7 on open standards and semiconductor engineering")]),
    ("proof", "evidence", [(0, "en", "Keio, paragraph 1")]),
    ("ops", "concept", [(0, "en", "NEAR AND OR NOT \" * ( ) : ^ - {x}"),
                        (2, "en", "100% <b>bold</b> & more")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a few things."""
    path = tmp_path_factory.mktemp("index") / "search.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        write_things(connection, (Thing(number, *each, ()) for number, each in enumerate(THINGS, 1)))
        finish(connection)
    return path


def iris(index: Path, text: str, kind: str = "") -> list[str]:
    """What a search finds, best first."""
    return [hit.iri for hit in find(index, text, kind).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("tokyo", "tokyo"),
        ("TOKYO UNIV", "tokyo"),
        ("univ tok", "tokyo"),
        ("uni wash", "washington"),
        ("東京", "tokyo"),
        ("京大", "tokyo"),
        ("大学 東京", "tokyo"),
        ("義塾大学", "keio"),
        ("慶", "keio"),
        ("慶応", "keio"),
        ("慶応大学", "keio"),
        ("研究", "report"),
        ("AI 研究", "report"),
        ("ＡＩの", "report"),
        ("そふとばんく", "bank"),
        ("ｿﾌﾄﾊﾞﾝｸ", "bank"),
        ("ケイヤク", "bank"),
        ("lodz", "lodz"),
        ("ŁÓDŹ", "lodz"),
        ("łodzka", "lodz"),
        ("keiō", "report"),
        ("keio university", "keio"),
        ("quantum", "accord"),
        ("UW", "washington"),
        ("UW-Tokyo", "pact"),
        ("pact 7", "pact-7"),
        ("tech uw", "pact"),
        ("tech washington", "pact"),
        ("near", "ops"),
        ('"NEAR" AND (or', "ops"),
    ],
)
def test_the_best_comes_first(index: Path, text: str, first: str) -> None:
    assert iris(index, text)[0] == first


def test_names_come_before_descriptions_and_proofs_last(index: Path) -> None:
    assert iris(index, "washington") == ["washington", "pact", "visit", "accord"]
    assert iris(index, "keio") == ["report", "keio", "accord", "proof"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("univeristy of tokio", "university of tokyo"),
        ("unversity", "university"),
        ("washingtn", "washington"),
        ("partnreship", "partnership"),
        ("quantm", "quantum"),
        ("keoi", "keio"),
        ("okyo", "tokyo"),
        ("politehn", "politechnika"),
        ("keio", ""),
        ("quantity", ""),
        ("xyzzy", ""),
        ("xy", ""),
        ("東今", ""),
    ],
)
def test_slips_are_mended(index: Path, text: str, meant: str) -> None:
    assert find(index, text).meant == meant


def test_what_no_thing_has_as_a_whole_is_found_in_part(index: Path) -> None:
    found = find(index, "tokyo quantum")
    assert (found.partly, {hit.iri for hit in found.hits}) == (True, {"tokyo", "pact", "visit", "accord"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("マイクロソフト", set()),
        ("けいおう", set()),
        ("ソフトバング", {"bank"}),
        ("ソフトバンクの研究", {"bank", "report"}),
        ("慶応総長と東京", {"keio", "tokyo"}),
        ("京都大学", {"keio", "tokyo"}),
        ("マイクロソフト keio", {"report", "keio", "accord", "proof"}),
    ],
)
def test_a_word_in_kana_is_not_found_by_two_of_its_letters(index: Path, text: str, found: set[str]) -> None:
    assert set(iris(index, text)) == found


def test_kinds_are_counted_and_chosen(index: Path) -> None:
    found = find(index, "keio")
    assert found.kinds == {"source": 1, "organization": 1, "agreement": 1, "evidence": 1}
    assert found.counted == set(found.kinds)
    assert iris(index, "keio", "agreement") == ["accord"]
    assert iris(index, "keio", "person") == []
    assert iris(index, "keio", 'x" OR names:"keio') == []


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("cooperation agreement", "ontology#CooperationAgreement", "term"),
    ("accord graph ontology", "ontology", "document"),
])  # fmt: skip
def test_what_is_no_thing_is_a_term_or_a_document(
    published: Snapshot, text: str, name: str, kind: str
) -> None:
    hits = find(published.search_path, text).hits
    assert (published.manifest.base + name, kind) in [(hit.iri, hit.kind) for hit in hits]


HOSTILE = [
    "", " ", "\0", "\x01\x02", '"', '""', "'", "*", "^a", "a*b", "names:", "names : keio",
    "NEAR(a b, 2)", "(", ")", "-", "--", "a AND", "OR", "NOT a", "{a}", "%", "_", "\\",
    ";DROP TABLE thing", "\ud800", "e\u0301" * 50, "\u202e", "\N{GRINNING FACE}\u200d",
    "\U0002000b", "\uffff", "a" * 10_000, "a " * 5_000, "東" * 10_000, '"' * 10_000,
    "\u0627 \u0644", "नमस्ते", "ｶﾞ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_asked_breaks_it(index: Path, text: str) -> None:
    found = find(index, text)
    assert len(found.hits) <= MOST
    for hit in found.hits:
        for said in hit.texts:
            assert "".join(piece for piece, _ in marked(said.text, found.words)) == said.text
    assert effort(lambda: find(index, text)) < 1


def test_an_index_is_read_whatever_its_folder_is_called(index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a #1 of 100%41?"
    folder.mkdir()
    there = Path(shutil.copy(index, folder))
    assert iris(there, "tokyo") == iris(index, "tokyo")
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]


def test_only_the_beginning_of_a_long_text_is_looked_for(index: Path) -> None:
    assert iris(index, " " * LONGEST + "keio") == []


def test_more_than_is_shown_says_so(tmp_path: Path) -> None:
    def many() -> Iterator[Thing]:
        for number in range(MOST + 50):
            kind = "person" if number == MOST + 40 else "organization"
            yield Thing(number + 1, f"{number}", kind, [(0, "en", f"Office number {number}")], ())

    path = tmp_path / "search.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        write_things(connection, many())
        finish(connection)
    found = find(path, "office")
    assert (len(found.hits), found.whole) == (MOST, False)
    assert iris(path, f"office number {MOST + 45}") == [str(MOST + 45)]
    # A rare kind is found though it is not among the best of all.
    person = find(path, "office", "person")
    assert ([hit.iri for hit in person.hits], person.whole) == ([str(MOST + 40)], True)
    # Of that kind alone it is known how many there are.
    assert (person.kinds["person"], person.counted) == (1, frozenset({"person"}))
    assert not found.counted
    assert not find(path, "office", "organization").counted


@pytest.mark.parametrize(
    ("text", "asked", "pieces"),
    [
        ("Keio University", "univ keio", [("Keio", True), (" ", False), ("Univ", True), ("ersity", False)]),
        ("慶應義塾大学", "義塾", [("慶應", False), ("義塾", True), ("大学", False)]),
        ("慶應義塾大学", "慶応", [("慶應", True), ("義塾大学", False)]),
        ("つくば市", "ツクバ", [("つくば", True), ("市", False)]),
        ("Straße", "strass", [("Straß", True), ("e", False)]),
        ("<b>x</b>", "b", [("<", False), ("b", True), (">x</", False), ("b", True), (">", False)]),
        ("", "x", []),
    ],
)
def test_words_are_marked_where_they_stand(text: str, asked: str, pieces: list[tuple[str, bool]]) -> None:
    assert marked(text, tuple(words(fold(asked)))) == pieces


def test_texts_are_indexed_by_words_and_pairs() -> None:
    assert forms("慶應, AI_x 1²") == ("慶応 ai x 12", "慶応 応 ai x 12")
    assert forms("—") == ("", "")


DISTANCES = [("abc", "abc", 0, 0), ("", "ab", 2, 0), ("ab", "ba", 1, 1), ("kitten", "sitting", 3, 2)]


@pytest.mark.parametrize(("one", "other", "whole", "begun"), DISTANCES)
def test_distances(one: str, other: str, whole: int, begun: int) -> None:
    assert (distance(one, other), beginning(one, other)) == (whole, begun)
